package org.belay.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.belay.testkit.internal.TarpitPolicy;

/**
 * The behaviour of a relay: its greeting, its extensions, its limits and its replies when a limit is reached. The
 * predefined ones imitate relays that companies use, as far as their vendors document them or they were observed on
 * the wire. TLS and AUTH are configured separately.
 *
 * <pre>{@code
 * var relay = FaultyRelay.start().behaving(RelayBehaviour.exchangeOnline().faster(60));   // its minute takes a second
 * }</pre>
 */
public final class RelayBehaviour {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Map<String, Supplier<RelayBehaviour>> READY = new TreeMap<>(Map.of(
            "generic", RelayBehaviour::generic,
            "postfix", RelayBehaviour::postfix,
            "exchange-online", RelayBehaviour::exchangeOnline,
            "exchange-hve", RelayBehaviour::exchangeHve,
            "exchange-on-premises", RelayBehaviour::exchangeOnPremises,
            "google-relay", RelayBehaviour::googleRelay,
            "ses", RelayBehaviour::ses));

    final String banner;
    final List<String> extensions;
    final String acceptedReply; // {id} is replaced by the queue id
    final List<RelayLimit> limits;
    final TarpitPolicy tarpit;
    final boolean replacesMessageId;

    private RelayBehaviour(
            String banner,
            List<String> extensions,
            String taken,
            List<RelayLimit> limits,
            TarpitPolicy patience,
            boolean namesMessagesAnew) {
        this.banner = banner;
        this.extensions = extensions;
        this.acceptedReply = taken;
        this.limits = limits;
        this.tarpit = patience;
        this.replacesMessageId = namesMessagesAnew;
    }

    /** The names that {@link #named} accepts. */
    public static List<String> names() {
        return List.copyOf(READY.keySet());
    }

    /**
     * A predefined behaviour by its name, such as {@code exchange-online}.
     *
     * @throws IllegalArgumentException for an unknown name
     */
    public static RelayBehaviour named(String name) {
        Supplier<RelayBehaviour> ready = READY.get(name);
        if (ready == null) {
            throw new IllegalArgumentException("There is no relay \"" + name + "\"; the known ones are "
                    + String.join(", ", READY.keySet()) + ".");
        }
        return ready.get();
    }

    /** A relay with the usual extensions and no limits. */
    public static RelayBehaviour generic() {
        return new RelayBehaviour(
                "220 faulty.relay ESMTP",
                List.of("PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "DSN", "SMTPUTF8", "SIZE 52428800"),
                "250 2.0.0 taken as {id}",
                List.of(),
                TarpitPolicy.NONE,
                false);
    }

    /** Postfix 3 with its default settings: slow from the 10th error on, disconnects at the 20th. */
    public static RelayBehaviour postfix() {
        return new RelayBehaviour(
                "220 faulty.relay ESMTP Postfix",
                List.of(
                        "PIPELINING",
                        "SIZE 10240000",
                        "VRFY",
                        "ETRN",
                        "ENHANCEDSTATUSCODES",
                        "8BITMIME",
                        "DSN",
                        "SMTPUTF8"),
                "250 2.0.0 Ok: queued as {id}",
                List.of(
                        RelayLimit.connections(50)
                                .answering("421 4.7.0 faulty.relay Error: too many connections from 127.0.0.1"),
                        RelayLimit.recipientsPerMessage(1000).answering("452 4.5.3 Error: too many recipients")),
                new TarpitPolicy(SECOND, 10, 20, true, "421 4.7.0 faulty.relay Error: too many errors"),
                false);
    }

    /**
     * Client submission of Exchange Online: 3 connections, 30 messages a minute, 500 recipients a message, 10,000
     * recipients in 24 hours. Microsoft says that messages above the rate are throttled and carried over; the reply
     * here is the one of the rate limit in Exchange.
     */
    public static RelayBehaviour exchangeOnline() {
        return exchange(
                List.of(
                        RelayLimit.messages(30, MINUTE)
                                .answering(
                                        "421 4.4.2 Message submission rate for this client has exceeded the configured limit"),
                        RelayLimit.recipientsPerMessage(500).answering("452 4.5.3 Too many recipients"),
                        RelayLimit.connections(3)
                                .at(FaultPoint.DOT)
                                .answering("432 4.3.2 Concurrent connections limit exceeded."),
                        RelayLimit.recipients(10_000, DAY).at(FaultPoint.DOT).answering(SUBMISSION_QUOTA)),
                TarpitPolicy.NONE);
    }

    /** High Volume Email of Microsoft 365: 50 recipients a message, 100,000 recipients in 24 hours. */
    public static RelayBehaviour exchangeHve() {
        return exchange(
                List.of(
                        RelayLimit.recipientsPerMessage(50).answering("452 4.5.3 Too many recipients"),
                        RelayLimit.recipients(100_000, DAY).at(FaultPoint.DOT).answering(SUBMISSION_QUOTA)),
                TarpitPolicy.NONE);
    }

    /**
     * A receive connector of Exchange Server with its default settings: waits 5 s before each 5xx, disconnects at the
     * 5th.
     */
    public static RelayBehaviour exchangeOnPremises() {
        return exchange(
                List.of(
                        RelayLimit.connections(20)
                                .answering("421 4.3.2 The maximum number of concurrent connections from a particular"
                                        + " source has exceeded a limit, closing transmission channel"),
                        RelayLimit.recipientsPerMessage(200).answering("452 4.5.3 Too many recipients")),
                new TarpitPolicy(
                        Duration.ofSeconds(5),
                        0,
                        5,
                        false,
                        "421 4.7.0 Too many errors on this connection, closing transmission channel"));
    }

    /**
     * SMTP relay of Google Workspace: 100 recipients a transaction, 10,000 messages a day per user, 10,000 recipients
     * a day per customer. Google does not publish its peak limit; here it is 2,000 recipients a minute.
     */
    public static RelayBehaviour googleRelay() {
        return new RelayBehaviour(
                "220 faulty.relay ESMTP - gsmtp",
                List.of("SIZE 157286400", "8BITMIME", "ENHANCEDSTATUSCODES", "PIPELINING", "SMTPUTF8"),
                "250 2.0.0 OK {id} - gsmtp",
                List.of(
                        RelayLimit.messages(10_000, DAY)
                                .answering("550 5.4.5 Daily SMTP relay limit exceeded for user. - gsmtp"),
                        RelayLimit.recipientsPerMessage(100)
                                .answering("452 4.5.3 Your message has too many recipients. - gsmtp"),
                        RelayLimit.recipients(2_000, MINUTE)
                                .answering("450 4.2.1 Peak SMTP relay limit exceeded for customer. - gsmtp"),
                        RelayLimit.recipients(10_000, DAY)
                                .answering("550 5.7.1 Daily SMTP relay limit exceeded for customer. - gsmtp")),
                TarpitPolicy.NONE,
                false);
    }

    /** Amazon SES: 14 recipients a second, 50,000 a day, 50 a message; no PIPELINING; replaces the Message-ID. */
    public static RelayBehaviour ses() {
        return new RelayBehaviour(
                "220 faulty.relay ESMTP SimpleEmailService",
                List.of("8BITMIME", "Ok"),
                "250 Ok {id}",
                List.of(
                        RelayLimit.recipientsPerMessage(50)
                                .at(FaultPoint.DOT)
                                .answering("554 Transaction failed: Recipient count exceeds 50."),
                        RelayLimit.recipients(14, SECOND)
                                .at(FaultPoint.DOT)
                                .answering("454 Throttling failure: Maximum sending rate exceeded."),
                        RelayLimit.recipients(50_000, DAY)
                                .at(FaultPoint.DOT)
                                .answering("454 Throttling failure: Daily message quota exceeded.")),
                TarpitPolicy.NONE,
                true);
    }

    private static final String SUBMISSION_QUOTA = "554 5.2.0 STOREDRV.Submission.Exception:"
            + "SubmissionQuotaExceededException; the message can't be submitted because the sender's submission quota was"
            + " exceeded.";

    private static RelayBehaviour exchange(List<RelayLimit> limits, TarpitPolicy patience) {
        return new RelayBehaviour(
                "220 faulty.relay Microsoft ESMTP MAIL Service ready",
                List.of("SIZE 37748736", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8"),
                "250 2.6.0 {id} Queued mail for delivery",
                limits,
                patience,
                false);
    }

    /** The same behaviour with all time windows and pauses divided by this factor. */
    public RelayBehaviour faster(int times) {
        List<RelayLimit> sooner =
                limits.stream().map(limit -> limit.faster(times)).toList();
        return new RelayBehaviour(
                banner,
                extensions,
                acceptedReply,
                sooner,
                tarpit.withPause(tarpit.pause().dividedBy(times)),
                replacesMessageId);
    }

    /** The same behaviour with another pause before refusals. */
    public RelayBehaviour withPause(Duration pause) {
        return new RelayBehaviour(
                banner, extensions, acceptedReply, limits, tarpit.withPause(pause), replacesMessageId);
    }

    /** The same behaviour with this limit, which replaces one of the same kind and window. */
    public RelayBehaviour limitedTo(RelayLimit limit) {
        var other = new ArrayList<>(limits);
        other.removeIf(old -> old.quantity() == limit.quantity() && old.window().equals(limit.window()));
        other.add(limit);
        return new RelayBehaviour(banner, extensions, acceptedReply, other, tarpit, replacesMessageId);
    }
}
