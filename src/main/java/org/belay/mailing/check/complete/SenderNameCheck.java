package org.belay.mailing.check.complete;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** Readers see who sends the notice. */
public final class SenderNameCheck implements ContentCheck {
    public static final String ID = "sender-unknown";

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                ID,
                CheckTopic.COMPLETE,
                FindingSeverity.WARNING,
                "Neither an organisation nor the sender's name is configured, so readers cannot see who sends the mail.",
                Map.of(),
                Map.of("organisation", ""));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        var letterhead = draft.values().letterhead();
        if (!letterhead.organisation().isBlank() || !letterhead.sender().isBlank()) return Stream.empty();
        return Stream.of(CheckFinding.warning(
                ID,
                "sender",
                "The mail does not say who sends it.",
                "Add organisation: and sender.name: to belay.yaml."));
    }
}
