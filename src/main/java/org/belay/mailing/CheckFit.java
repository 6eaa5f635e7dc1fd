package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** Each value is of its field's type: a date is a date, an address is an address. */
final class CheckFit implements Check {

    @Override
    public About about() {
        return new About(
                "unfit",
                Topic.SOUND,
                Severity.ERROR,
                "A value is not of its field's type, or longer than its maximum.",
                Map.of("deadline", "2026-12-04T18:00[Europe/Berlin]"),
                Map.of("deadline", "next Friday"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.entries()
                .flatMap(entry -> entry
                        .field()
                        .problem(entry.text(), draft.values().zone())
                        .map(problem -> Finding.error(
                                        entry.name() + "-unfit",
                                        entry.name(),
                                        entry.label() + " " + problem + ".",
                                        "The value is \"" + shortened(entry.text()) + "\".")
                                .about(entry))
                        .stream());
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, 30)) + "…";
    }
}
