package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** The cause of the mistake is explained in one or two sentences. */
final class CheckCause implements Check {
    private static final int MAX_SENTENCES = 2;

    @Override
    public About about() {
        return new About(
                "cause-long",
                Topic.CORRECTION,
                Severity.WARNING,
                "The cause has more than 2 sentences.",
                Map.of("cause", "The email was a draft. It went out by mistake."),
                Map.of("cause", "It was a draft. It lay there for weeks. A colleague opened it. Then it went out."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.entries()
                .filter(entry -> entry.name().equals("cause")
                        && Prose.sentences(entry.text()).size() > MAX_SENTENCES)
                .map(entry -> Finding.warning(
                                "cause-long",
                                "cause",
                                "The cause has " + Prose.sentences(entry.text()).size()
                                        + " sentences; readers need one.",
                                "Explain it in one sentence; readers who want to know more can ask.")
                        .about(entry));
    }
}
