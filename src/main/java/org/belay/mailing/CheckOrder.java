package org.belay.mailing;

import java.util.stream.Stream;

/** What begins ends later. */
final class CheckOrder {
    private CheckOrder() {}

    static Stream<Finding> of(CheckedDraft draft) {
        return draft
                .moment("starts")
                .flatMap(starts -> draft.moment("ends").filter(ends -> !ends.isAfter(starts)))
                .map(ends -> Finding.error(
                        "ends-before-start", "ends", "It ends before it begins.", "Look at both dates again."))
                .stream();
    }
}
