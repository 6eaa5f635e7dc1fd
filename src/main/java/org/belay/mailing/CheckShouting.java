package org.belay.mailing;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Nobody is shouted at. */
final class CheckShouting implements Check {
    private static final Pattern LOUD = Pattern.compile(
            "\\b\\p{Lu}{4,}(?:[\\s,]++\\p{Lu}{3,}+\\b)++|\\b\\p{Lu}{3,}[\\s,]+\\p{Lu}{4,}\\b|\\b\\p{Lu}{7,}\\b");

    @Override
    public About about() {
        return new About(
                "shouting",
                Topic.BELIEVABLE,
                Severity.WARNING,
                "Two words in a row are in capitals, of 3 letters and more and one of 4, or one word of 7; or there are two exclamation"
                        + " marks in a text.",
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
                                    ? "\"" + loud.group() + "\" in capitals is shouting."
                                    : "\"" + entry.label() + "\" has several exclamation marks.",
                            "Write it in small letters and with a full stop: that is what people believe.")
                    .about(entry));
        });
    }
}
