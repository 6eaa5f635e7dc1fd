package org.belay.mailing.check.complete;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.template.TemplateField;

/**
 * A mail is in one language. A translation may be left out completely: its readers then get the first language. A started
 * translation must be complete, above all that of the correction.
 */
public final class PartialTranslationCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "translation",
                CheckTopic.COMPLETE,
                FindingSeverity.ERROR,
                "A translation was started, and a text of the correction is missing in it; for a text of the notice it is a WARNING.",
                Map.of(),
                Map.of("reason_de", "Die App kopiert Kontakte auf einen fremden Server."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.values().translations().entrySet().stream()
                .filter(one -> draft.template().languages().contains(one.getKey()))
                .filter(one -> !one.getKey().equals(draft.values().language()))
                .filter(one -> one.getValue().values().stream().anyMatch(text -> !text.isBlank()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(one -> of(draft, one.getKey(), one.getValue()));
    }

    private static Stream<CheckFinding> of(CheckInput draft, String language, Map<String, String> texts) {
        List<TemplateField> missing = draft.template().fields().stream()
                .filter(field -> field.translated() && !draft.text(field).isEmpty())
                .filter(field -> texts.getOrDefault(field.name(), "").isBlank())
                .toList();
        return Stream.of(
                        finding(
                                language,
                                missing.stream()
                                        .filter(TemplateField::correction)
                                        .toList(),
                                FindingSeverity.ERROR,
                                "correction"),
                        finding(
                                language,
                                missing.stream()
                                        .filter(field -> !field.correction())
                                        .toList(),
                                FindingSeverity.WARNING,
                                "notice"))
                .flatMap(findings -> findings);
    }

    private static Stream<CheckFinding> finding(
            String language, List<TemplateField> missing, FindingSeverity severity, String part) {
        if (missing.isEmpty()) return Stream.empty();
        return Stream.of(new CheckFinding(
                "",
                part + "-not-translated-" + language,
                severity,
                missing.get(0).name(),
                language,
                "The " + name(language) + " " + part + " is incomplete. Not translated: "
                        + missing.stream().map(TemplateField::label).collect(Collectors.joining(", ")) + ".",
                "Translate them, or leave out " + name(language)
                        + " completely: its readers then get the first language."));
    }

    private static String name(String language) {
        return Locale.forLanguageTag(language).getDisplayName(Locale.ENGLISH);
    }
}
