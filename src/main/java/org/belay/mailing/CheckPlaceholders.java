package org.belay.mailing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.template.FieldType;

/** Nothing was left to be filled in later. */
final class CheckPlaceholders {
    // capitals as people write them to be found again; brackets around a few words, unless they are a Markdown link
    private static final Pattern LEFT = Pattern.compile("\\b(TODO|TBD|TBC|FIXME|XX+|NN)\\b|\\$\\{[^}]*}?|\\{\\{.*?}}"
            + "|\\[[\\p{L} .…-]{2,40}](?![(\\[])|<[\\p{L} …-]{2,40}>|_{3,}|\\?{2,}|(?i:lorem ipsum)");

    private CheckPlaceholders() {}

    static Stream<Finding> of(CheckedDraft draft) {
        // a moment carries its zone in brackets, and what is no moment is told by another check
        return draft.entries()
                .filter(entry -> entry.field().type() != FieldType.DATE_TIME)
                .flatMap(entry -> {
                    Matcher left = LEFT.matcher(entry.text());
                    if (!left.find()) return Stream.empty();
                    return Stream.of(Finding.error(
                            entry.field().name() + "-placeholder",
                            entry.field().name(),
                            "\"" + left.group() + "\" in \"" + entry.field().label() + "\" waits to be filled in.",
                            "Write what belongs there."));
                });
    }
}
