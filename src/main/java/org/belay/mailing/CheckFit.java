package org.belay.mailing;

import java.util.stream.Stream;

/** What was filled in is of the kind that the field holds: a date is a date, an address an address. */
final class CheckFit {
    private CheckFit() {}

    static Stream<Finding> of(CheckedDraft draft) {
        return draft.entries()
                .flatMap(entry -> entry
                        .field()
                        .problem(entry.text(), draft.values().zone())
                        .map(problem -> Finding.error(
                                entry.field().name() + "-unfit",
                                entry.field().name(),
                                entry.field().label() + " " + problem + ".",
                                "It is now \"" + shortened(entry.text()) + "\"."))
                        .stream());
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, 30)) + "…";
    }
}
