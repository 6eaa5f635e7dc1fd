package org.belay.testsupport.database;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Transactions that are open, and those that ended while an open one was running; the name of each consists of its
 * steps.
 */
final class OpenTransactions {
    private final Map<Connection, Open> open = new HashMap<>();
    private final List<Ended> ended = new ArrayList<>();
    private long clock;

    private record Open(Set<String> steps, long begun) {
        String name() {
            return String.join(" + ", steps);
        }
    }

    private record Ended(String name, long at) {}

    synchronized void begin(Connection connection) {
        open.put(connection, new Open(new LinkedHashSet<>(), ++clock));
    }

    synchronized void step(Connection connection, String step) {
        Open one = open.get(connection);
        if (one != null) {
            one.steps().add(step);
        }
    }

    synchronized void end(Connection connection) {
        Open one = open.remove(connection);
        if (one != null) {
            ended.add(new Ended(one.name(), ++clock));
            long oldest = open.values().stream().mapToLong(Open::begun).min().orElse(clock + 1);
            ended.removeIf(other -> other.at() < oldest);
        }
    }

    synchronized boolean isOpen(Connection connection) {
        return open.containsKey(connection);
    }

    synchronized String name(Connection connection) {
        Open one = open.get(connection);
        return one == null ? "" : one.name();
    }

    /** The names of the transactions that overlapped this one. */
    synchronized List<String> beside(Connection connection) {
        Open mine = open.get(connection);
        long begun = mine == null ? clock : mine.begun();
        var names = new ArrayList<String>();
        open.forEach((other, one) -> {
            if (other != connection) {
                names.add(one.name());
            }
        });
        ended.stream().filter(one -> one.at() > begun).forEach(one -> names.add(one.name()));
        return names;
    }
}
