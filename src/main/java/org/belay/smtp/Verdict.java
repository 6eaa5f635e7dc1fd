package org.belay.smtp;

import java.util.Set;

/** Classifies a complete reply for its recipients. Meanings that only some relays use are the caller's to know. */
final class Verdict {
    /**
     * About the dialogue, our permissions or the relay, never about a recipient: unknown command, bad sequence,
     * authentication required.
     */
    private static final Set<Integer> ABOUT_THE_SESSION = Set.of(500, 502, 503, 504, 530, 535, 538);

    private Verdict() {}

    /** MAIL was not accepted. The sender is ours, so it concerns us, except for a size limit (RFC 1870 6.1). */
    static Outcome toMail(Reply reply) throws OutOfStep {
        boolean tooBig = reply.enhanced().map(e -> e.is(5, 3, 4)).orElse(reply.code() == 552);
        if (reply.permanent() && tooBig) {
            return new Outcome.Rejected(Stage.MAIL, reply);
        }
        return new Outcome.Deferred(Stage.MAIL, refusal(Stage.MAIL, reply));
    }

    /** RCPT was not accepted. */
    static Outcome toRcpt(Reply reply) throws OutOfStep {
        refusal(Stage.RCPT, reply);
        boolean lasting = reply.permanent()
                && !reply.tooManyRecipients() // a bare 552 means 452 (RFC 5321 4.5.3.1.10)
                && !ABOUT_THE_SESSION.contains(reply.code());
        return lasting ? new Outcome.Rejected(Stage.RCPT, reply) : new Outcome.Deferred(Stage.RCPT, reply);
    }

    /** DATA was not answered with 354, or the end of data not with 2xx. */
    static Outcome toMessage(Stage stage, Reply reply) throws OutOfStep {
        refusal(stage, reply);
        return reply.permanent() && !ABOUT_THE_SESSION.contains(reply.code())
                ? new Outcome.Rejected(stage, reply)
                : new Outcome.Deferred(stage, reply);
    }

    private static Reply refusal(Stage stage, Reply reply) throws OutOfStep {
        if (!reply.temporary() && !reply.permanent()) {
            throw new OutOfStep("not a reply to " + stage + ": " + reply);
        }
        return reply;
    }
}
