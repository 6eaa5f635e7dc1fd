package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** How it came about is said in a sentence, not in a story. */
final class CheckCause implements Check {
    private static final int MOST = 2;

    @Override
    public About about() {
        return new About(
                "cause-long",
                Topic.CORRECTION,
                Severity.WARNING,
                "The cause has more than 2 sentences.",
                Map.of("cause", "The email was a draft. It went out by mistake."),
                Map.of("cause", "It was a draft. It lay there for weeks. Somebody took it up. Then it went out."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.entries()
                .filter(entry -> entry.name().equals("cause")
                        && Prose.sentences(entry.text()).size() > MOST)
                .map(entry -> Finding.warning(
                                "cause-long",
                                "cause",
                                "The cause is a story of "
                                        + Prose.sentences(entry.text()).size() + " sentences.",
                                "Say it in one sentence; whoever wants to know more asks.")
                        .about(entry));
    }
}
