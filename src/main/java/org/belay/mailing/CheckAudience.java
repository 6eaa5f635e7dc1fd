package org.belay.mailing;

import java.util.stream.Stream;

/** There is somebody to tell. A filter that went missing must mean nobody, not everybody. */
final class CheckAudience {
    private CheckAudience() {}

    static Stream<Finding> of(CheckedDraft draft) {
        if (draft.people() > 0) return Stream.empty();
        return Stream.of(Finding.error(
                "audience-empty", "audience", "Nobody would get this.", "Choose an audience that has people in it."));
    }
}
