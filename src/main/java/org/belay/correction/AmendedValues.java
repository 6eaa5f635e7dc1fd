package org.belay.correction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.correction.wording.CorrectionTemplate;
import org.belay.mailing.model.Draft;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;

/** The values of a notice before and after an amendment. */
final class AmendedValues {

    private static final int MAX_NOTE = 1_000;

    private AmendedValues() {}

    static Draft withOldValues(Draft after, Draft before, List<String> changed, String note) {
        if (note.length() > MAX_NOTE) {
            throw new RequestRefused(
                    "The note has %,d characters; at most %,d are possible.".formatted(note.length(), MAX_NOTE));
        }
        Map<String, String> texts = new HashMap<>(after.correction());
        Map<String, Map<String, String>> translations = new HashMap<>(after.correctionTranslations());
        texts.put(CorrectionTemplate.NOTE, note.strip());
        changed.forEach(field ->
                texts.put(CorrectionTemplate.old(field), before.values().getOrDefault(field, "")));
        before.translations().forEach((language, old) -> {
            Map<String, String> all = new HashMap<>(translations.getOrDefault(language, Map.of()));
            changed.stream()
                    .filter(old::containsKey)
                    .forEach(field -> all.put(CorrectionTemplate.old(field), old.get(field)));
            translations.put(language, all);
        });
        return after.withCorrection(texts, translations);
    }

    static List<String> changedFields(TemplateVersion template, Draft before, Draft after) {
        return template.fields().stream()
                .map(TemplateField::name)
                .filter(field -> Stream.concat(
                                Stream.of(!same(before.values(), after.values(), field)),
                                after.translations().keySet().stream()
                                        .map(language -> !same(
                                                before.translations().getOrDefault(language, Map.of()),
                                                after.translations().getOrDefault(language, Map.of()),
                                                field)))
                        .anyMatch(differs -> differs))
                .toList();
    }

    private static boolean same(Map<String, String> some, Map<String, String> others, String field) {
        return plain(some.getOrDefault(field, "")).equals(plain(others.getOrDefault(field, "")));
    }

    /** Browsers send CR LF for the line breaks of a text. */
    private static String plain(String text) {
        return text.strip().replace("\r\n", "\n");
    }

    static Map<String, String> merged(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    static Map<String, Map<String, String>> mergedTranslations(
            Map<String, Map<String, String>> some, Map<String, Map<String, String>> more) {
        var all = new HashMap<>(some);
        more.forEach((language, texts) -> all.merge(language, texts, AmendedValues::merged));
        return all;
    }
}
