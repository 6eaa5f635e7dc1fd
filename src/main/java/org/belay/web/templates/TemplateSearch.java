package org.belay.web.templates;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.template.TemplateVersion;

/** Finds templates by title, name, description and text. */
public final class TemplateSearch {
    private static final int AROUND = 60;

    private TemplateSearch() {}

    /**
     * @param file in which the first word was found; empty if the list shows the word anyway
     * @param before text before the word
     */
    public record SearchHit(TemplateVersion template, String file, String before, String found, String after) {}

    /** A match if the template contains each of the words. */
    static Optional<SearchHit> find(TemplateVersion template, String words) {
        List<String> wanted = Arrays.stream(
                        words.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        String shown =
                (template.title() + "\n" + template.description() + "\n" + template.key()).toLowerCase(Locale.ROOT);
        boolean all = wanted.stream()
                .allMatch(word -> shown.contains(word)
                        || template.files().values().stream()
                                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word)));
        if (!all) return Optional.empty();
        return wanted.stream()
                .filter(word -> !shown.contains(word))
                .findFirst()
                .flatMap(word -> inText(template, word))
                .or(() -> Optional.of(new SearchHit(template, "", "", "", "")));
    }

    private static Optional<SearchHit> inText(TemplateVersion template, String word) {
        for (Map.Entry<String, String> file : template.files().entrySet()) {
            for (String line : file.getValue().split("\n")) {
                int at = line.toLowerCase(Locale.ROOT).indexOf(word);
                // lower case can be longer than the letter itself, so the index may be out of range
                if (at < 0 || at + word.length() > line.length()) continue;
                int end = at + word.length();
                return Optional.of(new SearchHit(
                        template,
                        file.getKey(),
                        at > AROUND ? "…" + line.substring(at - AROUND, at) : line.substring(0, at),
                        line.substring(at, end),
                        line.length() > end + AROUND ? line.substring(end, end + AROUND) + "…" : line.substring(end)));
            }
        }
        return Optional.empty();
    }
}
