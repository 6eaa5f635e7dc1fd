package org.belay.mailing.check.complete;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.template.FieldType;

/** No placeholder is left in a text. */
public final class LeftoverPlaceholderCheck implements ContentCheck {
    // capitals that authors use as a reminder; brackets around a few words, unless they are a Markdown link
    private static final Pattern LEFT =
            Pattern.compile("\\b(TODO|TBD|TBC|FIXME|XX+|NN)\\b|\\$\\{[^}]{0,80}+}?|\\{\\{.{0,80}?}}"
                    + "|\\[[\\p{L} .…-]{2,40}](?![(\\[])|<[\\p{L} …-]{2,40}>|_{3,}|\\?{2,}|(?i:lorem ipsum)");

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "placeholder",
                CheckTopic.COMPLETE,
                FindingSeverity.ERROR,
                "TODO, TBD, XX, ${…}, {{…}}, [a few words], <a few words>, ____, ??? or lorem ipsum is in a value. A Markdown"
                        + " link is not a placeholder.",
                Map.of("reason", "It was decided [in the review](https://example.org/review) of November 2026."),
                Map.of("reason", "Because of [reason]; details TBD."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        // a date-time has its zone in brackets; CheckFit reports a value that is no date-time
        return draft.fieldTexts()
                .filter(entry -> entry.field().type() != FieldType.DATE_TIME)
                .flatMap(entry -> {
                    Matcher left = LEFT.matcher(entry.text());
                    if (!left.find()) return Stream.empty();
                    return Stream.of(CheckFinding.error(
                                    entry.name() + "-placeholder",
                                    entry.name(),
                                    "\"" + left.group() + "\" in \"" + entry.label() + "\" is still a placeholder.",
                                    "Replace it with the text.")
                            .forText(entry));
                });
    }

    /** Whether a text has a placeholder. */
    static boolean hasPlaceholder(String text) {
        return LEFT.matcher(text).find();
    }
}
