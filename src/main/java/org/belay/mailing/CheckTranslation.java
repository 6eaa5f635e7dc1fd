package org.belay.mailing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.template.Field;

/**
 * A mail is in one language. A translation may be left out completely: its readers then get the first language. A started
 * translation must be complete, above all that of the correction.
 */
final class CheckTranslation implements Check {

    @Override
    public About about() {
        return new About(
                "translation",
                Topic.COMPLETE,
                Severity.ERROR,
                "A translation was started, and a text of the correction is missing in it; for a text of the notice it is a WARNING.",
                Map.of(),
                Map.of("reason_de", "Die App kopiert Kontakte auf einen fremden Server."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.values().translations().entrySet().stream()
                .filter(one -> draft.template().languages().contains(one.getKey()))
                .filter(one -> !one.getKey().equals(draft.values().language()))
                .filter(one -> one.getValue().values().stream().anyMatch(text -> !text.isBlank()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(one -> of(draft, one.getKey(), one.getValue()));
    }

    private static Stream<Finding> of(CheckedDraft draft, String language, Map<String, String> texts) {
        List<Field> missing = draft.template().fields().stream()
                .filter(field -> field.translated() && !draft.text(field).isEmpty())
                .filter(field -> texts.getOrDefault(field.name(), "").isBlank())
                .toList();
        return Stream.of(
                        finding(
                                language,
                                missing.stream().filter(Field::correction).toList(),
                                Severity.ERROR,
                                "correction"),
                        finding(
                                language,
                                missing.stream()
                                        .filter(field -> !field.correction())
                                        .toList(),
                                Severity.WARNING,
                                "notice"))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> finding(String language, List<Field> missing, Severity severity, String part) {
        if (missing.isEmpty()) return Stream.empty();
        return Stream.of(new Finding(
                "",
                part + "-not-translated-" + language,
                severity,
                missing.get(0).name(),
                language,
                "The " + name(language) + " " + part + " is incomplete. Not translated: "
                        + missing.stream().map(Field::label).collect(Collectors.joining(", ")) + ".",
                "Translate them, or leave out " + name(language)
                        + " completely: its readers then get the first language."));
    }

    private static String name(String language) {
        return Locale.forLanguageTag(language).getDisplayName(Locale.ENGLISH);
    }
}
