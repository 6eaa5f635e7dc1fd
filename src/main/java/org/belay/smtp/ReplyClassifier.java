package org.belay.smtp;

import java.util.Set;
import org.belay.smtp.wire.ReplyOutOfSync;
import org.belay.smtp.wire.SmtpReply;

/** Classifies a complete reply for its recipients. Meanings that only some relays use are the caller's to know. */
final class ReplyClassifier {
    /**
     * About the dialogue, our permissions or the relay, never about a recipient: unknown command, bad sequence,
     * authentication required.
     */
    private static final Set<Integer> ABOUT_THE_SESSION = Set.of(500, 502, 503, 504, 530, 535, 538);

    private ReplyClassifier() {}

    /** MAIL was not accepted. The sender is ours, so it concerns us, except for a size limit (RFC 1870 6.1). */
    static RecipientOutcome toMail(SmtpReply reply) throws ReplyOutOfSync {
        boolean tooBig = reply.enhanced().map(e -> e.is(5, 3, 4)).orElse(reply.code() == 552);
        if (reply.permanent() && tooBig) {
            return new RecipientOutcome.Rejected(SmtpStage.MAIL, reply);
        }
        return new RecipientOutcome.Deferred(SmtpStage.MAIL, refusal(SmtpStage.MAIL, reply));
    }

    /** RCPT was not accepted. */
    static RecipientOutcome toRcpt(SmtpReply reply) throws ReplyOutOfSync {
        refusal(SmtpStage.RCPT, reply);
        boolean lasting = reply.permanent()
                && !reply.tooManyRecipients() // a bare 552 means 452 (RFC 5321 4.5.3.1.10)
                && !ABOUT_THE_SESSION.contains(reply.code());
        return lasting
                ? new RecipientOutcome.Rejected(SmtpStage.RCPT, reply)
                : new RecipientOutcome.Deferred(SmtpStage.RCPT, reply);
    }

    /** DATA was not answered with 354, or the end of data not with 2xx. */
    static RecipientOutcome toMessage(SmtpStage stage, SmtpReply reply) throws ReplyOutOfSync {
        refusal(stage, reply);
        return reply.permanent() && !ABOUT_THE_SESSION.contains(reply.code())
                ? new RecipientOutcome.Rejected(stage, reply)
                : new RecipientOutcome.Deferred(stage, reply);
    }

    private static SmtpReply refusal(SmtpStage stage, SmtpReply reply) throws ReplyOutOfSync {
        if (!reply.temporary() && !reply.permanent()) {
            throw new ReplyOutOfSync("not a reply to " + stage + ": " + reply);
        }
        return reply;
    }
}
