package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** The audience has at least one person. An audience without people must never be read as "all people". */
final class CheckAudience implements Check {

    @Override
    public About about() {
        return new About(
                "audience-empty",
                Topic.COMPLETE,
                Severity.ERROR,
                "The audience has no people.",
                Map.of("people", "2431"),
                Map.of("people", "0"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        if (draft.readers().people() > 0) return Stream.empty();
        return Stream.of(Finding.error(
                "audience-empty",
                "audience",
                "No one would receive this notice.",
                "Choose an audience that has people."));
    }
}
