package org.belay.mailing;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** No text is in capitals or has several exclamation marks. */
final class CheckShouting implements Check {
    private static final Pattern LOUD = Pattern.compile(
            "\\b\\p{Lu}{4,}(?:[\\s,]++\\p{Lu}{3,}+\\b)++|\\b\\p{Lu}{3,}[\\s,]+\\p{Lu}{4,}\\b|\\b\\p{Lu}{7,}\\b");

    @Override
    public About about() {
        return new About(
                "shouting",
                Topic.BELIEVABLE,
                Severity.WARNING,
                "Two words in a row are in capitals, with at least 3 and 4 letters, or one word with 7; or a text has two exclamation"
                        + " marks.",
                Map.of("action", "Remove the app from your phone. VPN and MFA stay as they are."),
                Map.of("action", "YOU MUST REMOVE THE APP NOW!!"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.words().flatMap(entry -> {
            String text = Prose.plain(entry.text());
            Matcher loud = LOUD.matcher(text);
            boolean capitals = loud.find();
            if (!capitals && text.chars().filter(c -> c == '!').count() < 2) return Stream.empty();
            return Stream.of(Finding.warning(
                            entry.name() + "-shouting",
                            entry.name(),
                            capitals
                                    ? "\"" + loud.group() + "\" is in capitals, which reads as shouting."
                                    : "\"" + entry.label() + "\" has several exclamation marks.",
                            "Use lower case and a full stop; readers trust that more.")
                    .about(entry));
        });
    }
}
