package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** There is somebody to tell. A filter that went missing must mean nobody, not everybody. */
final class CheckAudience implements Check {

    @Override
    public About about() {
        return new About(
                "audience-empty",
                Topic.COMPLETE,
                Severity.ERROR,
                "The audience has nobody in it.",
                Map.of("people", "2431"),
                Map.of("people", "0"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        if (draft.readers().people() > 0) return Stream.empty();
        return Stream.of(Finding.error(
                "audience-empty", "audience", "Nobody would get this.", "Choose an audience that has people in it."));
    }
}
