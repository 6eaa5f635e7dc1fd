package org.belay.testkit;

import java.time.Duration;

/**
 * How much a relay takes, and what it answers to more. An answer of 421 also ends the connection (RFC 5321 3.8).
 *
 * <pre>{@code
 * relay.limitedTo(
 *     Limit.connections(3),
 *     Limit.recipientsPerMessage(100).answering("452 4.5.3 too many recipients"),
 *     Limit.messages(30, Duration.ofMinutes(1)).answering("450 4.7.1 slow down"));
 * }</pre>
 *
 * @param most how much is taken; one more is refused
 * @param window over what time, rolling; zero where time is no part of it
 * @param at where the refusal is said
 * @param reply the refusal, one line
 */
public record Limit(Of of, int most, Duration window, Point at, String reply) {

    /** What is counted. */
    public enum Of {
        /** Open at the same time; the latest to come are the ones refused. */
        CONNECTIONS,
        /** Transactions begun on one connection. */
        MESSAGES_PER_CONNECTION,
        RECIPIENTS_PER_MESSAGE,
        /** Of all connections, over the window. */
        MESSAGES,
        /** Of all connections, over the window; a message counts each of its recipients. */
        RECIPIENTS
    }

    public Limit {
        if (most < 1) throw new IllegalArgumentException("a limit of " + most + " takes nothing; at least 1 is needed");
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

    /** Refuses there instead: at {@code MAIL}, {@code RCPT}, {@code DATA} or {@code DOT}. */
    public Limit at(Point point) {
        return new Limit(of, most, window, point, reply);
    }

    Limit faster(int times) {
        return new Limit(of, most, window.dividedBy(times), at, reply);
    }
}
