package org.belay.web.templates;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.template.TemplateVersion;

/** Finds templates by what they are called, what they are for, and the words in their mails. */
public final class TemplateSearch {
    private static final int AROUND = 60;

    private TemplateSearch() {}

    /**
     * @param file where the first word was found in the text; empty if it stands in what the list shows anyway
     * @param before what stands before it there
     */
    public record Hit(TemplateVersion template, String file, String before, String found, String after) {}

    /** A template in which each of the words stands somewhere. */
    static Optional<Hit> find(TemplateVersion template, String words) {
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
                .or(() -> Optional.of(new Hit(template, "", "", "", "")));
    }

    private static Optional<Hit> inText(TemplateVersion template, String word) {
        for (Map.Entry<String, String> file : template.files().entrySet()) {
            for (String line : file.getValue().split("\n")) {
                int at = line.toLowerCase(Locale.ROOT).indexOf(word);
                // where lower case is longer than the letter itself, the place is another
                if (at < 0 || at + word.length() > line.length()) continue;
                int end = at + word.length();
                return Optional.of(new Hit(
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
