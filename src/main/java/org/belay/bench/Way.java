package org.belay.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
        if (!far()) return new Ending(port, Optional.empty());
        DelayLine line = DelayLine.to("127.0.0.1", port, roundTrip);
        return new Ending(line.port(), Optional.of(line));
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
    record Ending(int port, Optional<DelayLine> line) implements AutoCloseable {
        /** For a while without the delay, for what is not measured. */
        void shorten() {
            line.ifPresent(l -> l.roundTrip(Duration.ZERO));
        }

        void lengthen(Way way) {
            line.ifPresent(l -> l.roundTrip(way.roundTrip));
        }

        @Override
        public void close() {
            line.ifPresent(DelayLine::close);
        }
    }
}
