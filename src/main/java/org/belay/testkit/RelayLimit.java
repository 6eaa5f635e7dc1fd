package org.belay.testkit;

import java.time.Duration;

/**
 * A limit of a relay and its reply when the limit is exceeded. A 421 reply also closes the connection (RFC 5321 3.8).
 *
 * <pre>{@code
 * relay.limitedTo(
 *     Limit.connections(3),
 *     Limit.recipientsPerMessage(100).answering("452 4.5.3 too many recipients"),
 *     Limit.messages(30, Duration.ofMinutes(1)).answering("450 4.7.1 slow down"));
 * }</pre>
 *
 * @param most the number that is accepted; one more is refused
 * @param window the rolling time window; zero if the limit does not depend on time
 * @param at the point at which the relay refuses
 * @param reply the refusal, one line
 */
public record RelayLimit(LimitedQuantity quantity, int most, Duration window, FaultPoint at, String reply) {

    /** What the limit counts. */
    public enum LimitedQuantity {
        /** Connections open at the same time; the newest are refused. */
        CONNECTIONS,
        /** Transactions begun on one connection. */
        MESSAGES_PER_CONNECTION,
        RECIPIENTS_PER_MESSAGE,
        /** Messages on all connections within the window. */
        MESSAGES,
        /** Recipients on all connections within the window. */
        RECIPIENTS
    }

    public RelayLimit {
        if (most < 1)
            throw new IllegalArgumentException("a limit of " + most + " accepts nothing; it must be at least 1");
    }

    public static RelayLimit connections(int most) {
        return new RelayLimit(
                LimitedQuantity.CONNECTIONS, most, Duration.ZERO, FaultPoint.BANNER, "421 4.7.0 too many connections");
    }

    public static RelayLimit messagesPerConnection(int most) {
        return new RelayLimit(
                LimitedQuantity.MESSAGES_PER_CONNECTION,
                most,
                Duration.ZERO,
                FaultPoint.MAIL,
                "421 4.7.0 too many messages on this connection");
    }

    public static RelayLimit recipientsPerMessage(int most) {
        return new RelayLimit(
                LimitedQuantity.RECIPIENTS_PER_MESSAGE,
                most,
                Duration.ZERO,
                FaultPoint.RCPT,
                "452 4.5.3 too many recipients");
    }

    public static RelayLimit messages(int most, Duration window) {
        return new RelayLimit(
                LimitedQuantity.MESSAGES, most, window, FaultPoint.MAIL, "450 4.7.1 too many messages, slow down");
    }

    public static RelayLimit recipients(int most, Duration window) {
        return new RelayLimit(
                LimitedQuantity.RECIPIENTS, most, window, FaultPoint.RCPT, "450 4.7.1 too many recipients, slow down");
    }

    public RelayLimit answering(String reply) {
        return new RelayLimit(quantity, most, window, at, reply);
    }

    /** The same limit, refused at {@code MAIL}, {@code RCPT}, {@code DATA} or {@code DOT}. */
    public RelayLimit at(FaultPoint point) {
        return new RelayLimit(quantity, most, window, point, reply);
    }

    RelayLimit faster(int times) {
        return new RelayLimit(quantity, most, window.dividedBy(times), at, reply);
    }
}
