package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.template.Field;

/**
 * A mail is in one language. A translation may be left out whole: its readers then get the first language. One that was
 * begun must be finished, the correction's first of all.
 */
final class CheckTranslation implements Check {

    @Override
    public About about() {
        return new About(
                "translation",
                Topic.COMPLETE,
                Severity.ERROR,
                "A language was begun, and a text of the correction is not in it; where it is one of the notice, that is a WARNING.",
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
        List<Field> foreign = draft.template().fields().stream()
                .filter(field -> field.translated() && !draft.text(field).isEmpty())
                .filter(field -> texts.getOrDefault(field.name(), "").isBlank())
                .toList();
        return Stream.of(
                        finding(
                                language,
                                foreign.stream().filter(Field::correction).toList(),
                                Severity.ERROR,
                                "correction"),
                        finding(
                                language,
                                foreign.stream()
                                        .filter(field -> !field.correction())
                                        .toList(),
                                Severity.WARNING,
                                "notice"))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> finding(String language, List<Field> foreign, Severity severity, String part) {
        if (foreign.isEmpty()) return Stream.empty();
        return Stream.of(new Finding(
                "",
                part + "-not-translated-" + language,
                severity,
                foreign.get(0).name(),
                language,
                "The " + part + " in \"" + language + "\" would have foreign words in it: "
                        + foreign.stream().map(Field::label).collect(Collectors.joining(", ")) + ".",
                "Translate them, or leave out \"" + language
                        + "\" altogether: its readers then get the first language."));
    }
}
