package org.belay.testkit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What the relay observed, in memory: commands, and protocol errors of clients. */
final class Observations {
    private static final int MOST_COMMANDS = 100_000; // bounds the memory of a long run

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger commands = new AtomicInteger();
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private volatile Consumer<Heard> listener = command -> {};
    private final Queue<String> offences = new ConcurrentLinkedQueue<>();

    void tell(Consumer<Heard> listener) {
        this.listener = listener;
    }

    void heard(int connection, String command, boolean encrypted) {
        if (commands.incrementAndGet() <= MOST_COMMANDS) {
            heard.add(new Heard(connection, command, encrypted));
        }
        listener.accept(new Heard(connection, command, encrypted));
    }

    void offended(String how) {
        offences.add(how);
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    List<String> offences() {
        return List.copyOf(offences);
    }
}
