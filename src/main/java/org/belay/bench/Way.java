package org.belay.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The network path to the mail server, and whether Belay sends the next envelope behind the final dot. */
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

    /** The path to a port; without delay this is the port itself, because a proxy would cost processor time. */
    Ending to(int port) {
        if (!far()) return new Ending(port, Optional.empty());
        DelayLine line = DelayLine.to("127.0.0.1", port, roundTrip);
        return new Ending(line.port(), Optional.of(line));
    }

    /** The relay settings of Belay. */
    Map<String, String> relay(int connections) {
        var relay = new TreeMap<String, String>();
        relay.put("profile", "postfix");
        relay.put("connections", Integer.toString(connections));
        relay.put("limits.messages-per-connection", "0");
        relay.put("limits.recipients-per-message", "500");
        relay.put("limits.overlap", overlap);
        return relay;
    }

    /** The address to which a sender connects. */
    record Ending(int port, Optional<DelayLine> line) implements AutoCloseable {
        /** Removes the delay for a part that is not measured. */
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
