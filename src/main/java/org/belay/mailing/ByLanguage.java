package org.belay.mailing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * All sentences that the author wrote in one language.
 *
 * @param longest the field with the longest text; findings are reported there
 */
record ByLanguage(String language, List<String> sentences, CheckedDraft.Entry longest) {

    static List<ByLanguage> of(CheckedDraft draft) {
        var entries = new LinkedHashMap<String, List<CheckedDraft.Entry>>();
        draft.words()
                .forEach(entry -> entries.computeIfAbsent(entry.language(), same -> new ArrayList<>())
                        .add(entry));
        return entries.entrySet().stream()
                .map(group -> new ByLanguage(
                        group.getKey(),
                        group.getValue().stream()
                                .flatMap(entry -> Prose.sentences(entry.text()).stream())
                                .toList(),
                        group.getValue().stream()
                                .max((a, b) -> a.text().length() - b.text().length())
                                .orElseThrow()))
                .toList();
    }

    double averageWords() {
        return sentences.stream()
                .mapToInt(sentence -> Prose.words(sentence).size())
                .average()
                .orElse(0);
    }

    Finding warning(String id, String message, String fix) {
        return Finding.warning(longest.translation() ? id + "-" + language : id, longest.name(), message, fix)
                .about(longest);
    }
}
