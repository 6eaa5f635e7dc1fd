package org.belay.testkit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What the relay observed, in memory: commands, and protocol errors of clients. */
final class RelayObservations {
    private static final int MOST_COMMANDS = 100_000; // bounds the memory of a long run

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger commands = new AtomicInteger();
    private final Queue<ReceivedCommand> heard = new ConcurrentLinkedQueue<>();
    private volatile Consumer<ReceivedCommand> listener = command -> {};
    private final Queue<String> offences = new ConcurrentLinkedQueue<>();

    void listenWith(Consumer<ReceivedCommand> listener) {
        this.listener = listener;
    }

    void heard(int connection, String command, boolean encrypted) {
        if (commands.incrementAndGet() <= MOST_COMMANDS) {
            heard.add(new ReceivedCommand(connection, command, encrypted));
        }
        listener.accept(new ReceivedCommand(connection, command, encrypted));
    }

    void addProtocolError(String how) {
        offences.add(how);
    }

    List<ReceivedCommand> heard() {
        return List.copyOf(heard);
    }

    List<String> protocolErrors() {
        return List.copyOf(offences);
    }
}
