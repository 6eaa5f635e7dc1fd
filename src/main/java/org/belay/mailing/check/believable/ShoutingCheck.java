package org.belay.mailing.check.believable;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.MarkdownText;

/** No text is in capitals or has several exclamation marks. */
public final class ShoutingCheck implements ContentCheck {
    private static final Pattern LOUD = Pattern.compile(
            "\\b\\p{Lu}{4,}(?:[\\s,]++\\p{Lu}{3,}+\\b)++|\\b\\p{Lu}{3,}[\\s,]+\\p{Lu}{4,}\\b|\\b\\p{Lu}{7,}\\b");

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "shouting",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "Two words in a row are in capitals, with at least 3 and 4 letters, or one word with 7; or a text has two exclamation"
                        + " marks.",
                Map.of("action", "Remove the app from your phone. VPN and MFA stay as they are."),
                Map.of("action", "YOU MUST REMOVE THE APP NOW!!"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.translatableTexts().flatMap(entry -> {
            String text = MarkdownText.withoutMarkup(entry.text());
            Matcher loud = LOUD.matcher(text);
            boolean capitals = loud.find();
            if (!capitals && text.chars().filter(c -> c == '!').count() < 2) return Stream.empty();
            return Stream.of(CheckFinding.warning(
                            entry.name() + "-shouting",
                            entry.name(),
                            capitals
                                    ? "\"" + loud.group() + "\" is in capitals, which reads as shouting."
                                    : "\"" + entry.label() + "\" has several exclamation marks.",
                            "Use lower case and a full stop; readers trust that more.")
                    .forText(entry));
        });
    }
}
