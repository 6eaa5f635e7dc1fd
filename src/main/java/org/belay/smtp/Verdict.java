package org.belay.smtp;

import java.util.Set;

/** What a complete reply means for the one it was given to. Pure; meanings that only some relays have are the caller's. */
final class Verdict {
    /** About the dialogue, our rights or the relay, never about a person: unknown command, bad order, sign in first. */
    private static final Set<Integer> ABOUT_THE_SESSION = Set.of(500, 502, 503, 504, 530, 535, 538);

    private Verdict() {}

    /** MAIL was not answered 2xx. Its sender is ours, so it is about us, except for a size (RFC 1870 6.1). */
    static Outcome toMail(Reply reply) throws OutOfStep {
        boolean tooBig = reply.enhanced().map(e -> e.is(5, 3, 4)).orElse(reply.code() == 552);
        if (reply.permanent() && tooBig) {
            return new Outcome.Rejected(Stage.MAIL, reply);
        }
        return new Outcome.Deferred(Stage.MAIL, refusal(Stage.MAIL, reply));
    }

    /** RCPT was not answered 2xx. */
    static Outcome toRcpt(Reply reply) throws OutOfStep {
        refusal(Stage.RCPT, reply);
        boolean lasting = reply.permanent()
                && !reply.tooManyRecipients() // a bare 552 means 452 (RFC 5321 4.5.3.1.10)
                && !ABOUT_THE_SESSION.contains(reply.code());
        return lasting ? new Outcome.Rejected(Stage.RCPT, reply) : new Outcome.Deferred(Stage.RCPT, reply);
    }

    /** DATA was not answered 354, or the dot not 2xx. */
    static Outcome toMessage(Stage stage, Reply reply) throws OutOfStep {
        refusal(stage, reply);
        return reply.permanent() && !ABOUT_THE_SESSION.contains(reply.code())
                ? new Outcome.Rejected(stage, reply)
                : new Outcome.Deferred(stage, reply);
    }

    private static Reply refusal(Stage stage, Reply reply) throws OutOfStep {
        if (!reply.temporary() && !reply.permanent()) {
            throw new OutOfStep("not an answer to " + stage + ": " + reply);
        }
        return reply;
    }
}
