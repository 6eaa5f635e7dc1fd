package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** The end is after the start. */
final class CheckOrder implements Check {

    @Override
    public About about() {
        return new About(
                "order",
                Topic.SOUND,
                Severity.ERROR,
                "The field \"ends\" is not after the field \"starts\".",
                Map.of("starts", "2026-12-05T20:00[Europe/Berlin]", "ends", "2026-12-06T02:00[Europe/Berlin]"),
                Map.of("starts", "2026-12-05T20:00[Europe/Berlin]", "ends", "2026-12-05T19:00[Europe/Berlin]"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft
                .moment("starts")
                .flatMap(starts -> draft.moment("ends").filter(ends -> !ends.isAfter(starts)))
                .map(ends -> Finding.error(
                        "ends-before-start", "ends", "The end is not after the start.", "Check both dates."))
                .stream();
    }
}
