package org.belay.mailing.check.believable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.text.MarkdownText;

/**
 * All sentences that the author wrote in one language.
 *
 * @param longest the field with the longest text; findings are reported there
 */
record LanguageSentences(String language, List<String> sentences, CheckInput.FieldText longestText) {

    static List<LanguageSentences> of(CheckInput draft) {
        var entries = new LinkedHashMap<String, List<CheckInput.FieldText>>();
        draft.translatableTexts()
                .forEach(entry -> entries.computeIfAbsent(entry.language(), same -> new ArrayList<>())
                        .add(entry));
        return entries.entrySet().stream()
                .map(group -> new LanguageSentences(
                        group.getKey(),
                        group.getValue().stream()
                                .flatMap(entry -> MarkdownText.sentences(entry.text()).stream())
                                .toList(),
                        group.getValue().stream()
                                .max((a, b) -> a.text().length() - b.text().length())
                                .orElseThrow()))
                .toList();
    }

    double averageWords() {
        return sentences.stream()
                .mapToInt(sentence -> MarkdownText.words(sentence).size())
                .average()
                .orElse(0);
    }

    CheckFinding warning(String id, String message, String fix) {
        return CheckFinding.warning(
                        longestText.translation() ? id + "-" + language : id, longestText.name(), message, fix)
                .forText(longestText);
    }
}
