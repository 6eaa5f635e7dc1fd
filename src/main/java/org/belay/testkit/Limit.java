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
public record Limit(Of of, int most, Duration window, Point at, String reply) {

    /** What the limit counts. */
    public enum Of {
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

    public Limit {
        if (most < 1)
            throw new IllegalArgumentException("a limit of " + most + " accepts nothing; it must be at least 1");
    }

    public static Limit connections(int most) {
        return new Limit(Of.CONNECTIONS, most, Duration.ZERO, Point.BANNER, "421 4.7.0 too many connections");
    }

    public static Limit messagesPerConnection(int most) {
        return new Limit(
                Of.MESSAGES_PER_CONNECTION,
                most,
                Duration.ZERO,
                Point.MAIL,
                "421 4.7.0 too many messages on this connection");
    }

    public static Limit recipientsPerMessage(int most) {
        return new Limit(Of.RECIPIENTS_PER_MESSAGE, most, Duration.ZERO, Point.RCPT, "452 4.5.3 too many recipients");
    }

    public static Limit messages(int most, Duration window) {
        return new Limit(Of.MESSAGES, most, window, Point.MAIL, "450 4.7.1 too many messages, slow down");
    }

    public static Limit recipients(int most, Duration window) {
        return new Limit(Of.RECIPIENTS, most, window, Point.RCPT, "450 4.7.1 too many recipients, slow down");
    }

    public Limit answering(String reply) {
        return new Limit(of, most, window, at, reply);
    }

    /** The same limit, refused at {@code MAIL}, {@code RCPT}, {@code DATA} or {@code DOT}. */
    public Limit at(Point point) {
        return new Limit(of, most, window, point, reply);
    }

    Limit faster(int times) {
        return new Limit(of, most, window.dividedBy(times), at, reply);
    }
}
