package org.belay.lab.bench.network;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The network path to the mail server, and whether Belay sends the next envelope behind the final dot. */
public enum NetworkPath {
    LOOPBACK("loopback", Duration.ZERO, "no"),
    FAR("20 ms", Duration.ofMillis(20), "no"),
    FAR_OVERLAPPED("20 ms, next envelope behind the dot", Duration.ofMillis(20), "yes");

    public final String words;
    private final Duration roundTrip;
    private final String overlap;

    NetworkPath(String words, Duration roundTrip, String overlap) {
        this.words = words;
        this.roundTrip = roundTrip;
        this.overlap = overlap;
    }

    public boolean hasDelay() {
        return !roundTrip.isZero();
    }

    /** The path to a port; without delay this is the port itself, because a proxy would cost processor time. */
    public PathEnd to(int port) {
        if (!hasDelay()) return new PathEnd(port, Optional.empty());
        DelayProxy line = DelayProxy.to("127.0.0.1", port, roundTrip);
        return new PathEnd(line.port(), Optional.of(line));
    }

    /** The relay settings of Belay. */
    public Map<String, String> relay(int connections) {
        var relay = new TreeMap<String, String>();
        relay.put("profile", "postfix");
        relay.put("connections", Integer.toString(connections));
        relay.put("limits.messages-per-connection", "0");
        relay.put("limits.recipients-per-message", "500");
        relay.put("limits.overlap", overlap);
        return relay;
    }

    /** The address to which a sender connects. */
    public record PathEnd(int port, Optional<DelayProxy> line) implements AutoCloseable {
        /** Removes the delay for a part that is not measured. */
        public void shorten() {
            line.ifPresent(l -> l.roundTrip(Duration.ZERO));
        }

        public void lengthen(NetworkPath way) {
            line.ifPresent(l -> l.roundTrip(way.roundTrip));
        }

        @Override
        public void close() {
            line.ifPresent(DelayProxy::close);
        }
    }
}
