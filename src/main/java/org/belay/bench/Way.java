package org.belay.bench;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** How far away the mail server is, and whether Belay lets the next envelope ride behind a dot. */
enum Way {
    LOOPBACK("loopback", Duration.ZERO, "no"),
    FAR("20 ms", Duration.ofMillis(20), "no"),
    FAR_OVERLAPPED("20 ms, next envelope behind the dot", Duration.ofMillis(20), "yes");

    final String words;
    private final Duration roundTrip;
    private final String overlap;

    Way(String words, Duration roundTrip, String overlap) {
        this.words = words;
        this.roundTrip = roundTrip;
        this.overlap = overlap;
    }

    boolean far() {
        return !roundTrip.isZero();
    }

    /** The way to a port, which is the port itself where there is no delay: a line of its own would cost the processor. */
    Ending to(int port) {
        if (!far()) return new Ending(port, () -> {});
        DelayLine line = DelayLine.to("127.0.0.1", port, roundTrip);
        return new Ending(line.port(), line::close);
    }

    /** Belay's settings of the relay. */
    Map<String, String> relay(int connections) {
        var relay = new TreeMap<String, String>();
        relay.put("profile", "postfix");
        relay.put("connections", Integer.toString(connections));
        relay.put("limits.messages-per-connection", "0");
        relay.put("limits.recipients-per-message", "500");
        relay.put("limits.overlap", overlap);
        return relay;
    }

    /** Where a sender connects. */
    record Ending(int port, Runnable goodbye) implements AutoCloseable {
        @Override
        public void close() {
            goodbye.run();
        }
    }
}
