package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** Readers see who sends the notice. */
final class CheckSender implements Check {
    static final String ID = "sender-unknown";

    @Override
    public About about() {
        return new About(
                ID,
                Topic.COMPLETE,
                Severity.WARNING,
                "Neither an organisation nor the sender's name is configured, so readers cannot see who sends the mail.",
                Map.of(),
                Map.of("organisation", ""));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        var letterhead = draft.values().letterhead();
        if (!letterhead.organisation().isBlank() || !letterhead.sender().isBlank()) return Stream.empty();
        return Stream.of(Finding.warning(
                ID,
                "sender",
                "The mail does not say who sends it.",
                "Add organisation: and sender.name: to belay.yaml."));
    }
}
