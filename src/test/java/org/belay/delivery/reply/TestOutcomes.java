package org.belay.delivery.reply;

import java.util.List;
import java.util.Optional;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.SmtpStage;
import org.belay.smtp.wire.SmtpReply;

/** Outcomes made from the line that the relay sent. */
public final class TestOutcomes {
    public static final RecipientOutcome ACCEPTED = new RecipientOutcome.Accepted(reply("250 2.0.0 queued"));

    private TestOutcomes() {}

    public static SmtpReply reply(String line) {
        return new SmtpReply(Integer.parseInt(line.substring(0, 3)), List.of(line));
    }

    public static RecipientOutcome rejected(SmtpStage stage, String line) {
        return new RecipientOutcome.Rejected(stage, Optional.of(reply(line)), line);
    }

    public static RecipientOutcome deferred(SmtpStage stage, String line) {
        return new RecipientOutcome.Deferred(stage, Optional.of(reply(line)), line);
    }

    public static RecipientOutcome broken(SmtpStage stage) {
        return new RecipientOutcome.Deferred(stage, Optional.empty(), "broke at " + stage);
    }
}
