package org.belay.mailing.check.complete;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.ReaderQuestion;
import org.belay.mailing.check.text.MarkdownText;
import org.belay.template.FieldType;
import org.belay.template.TemplateField;

/** The reason says what happened or what the action is for; "for security reasons" is not enough. */
public final class ReasonCheck implements ContentCheck {
    private static final int MIN_OWN_WORDS = 2;
    private static final Set<String> STOCK = Set.copyOf(List.of((
            // function words
            "a an the this that these those it its is are was were be been has have had do does did will would can could may"
                    + " might must should we our us you your they their and or but of for to in on at by with from as due"
                    + " because since so not no any all some more new"
                    + " der die das ein eine einer einem eines und oder aber wir uns unser unsere unserer sie ihr ihre es"
                    + " ist sind war wird werden wurde hat haben aus von zu zur zum für im in an auf bei mit wegen auch"
                    + " le la les un une des de du et ou nous notre nos vous est sont pour par en à"
                    + " el los las una unos y o nosotros es son por para con del al"
                    // words that are in the memos of every company
                    + " security secure risk risks reason reasons policy policies compliance compliant regulatory regulation"
                    + " regulations requirement requirements required legal protection safety concern concerns technical"
                    + " organisational organizational internal business"
                    + " permitted allowed prohibited forbidden banned approved longer anymore now app apps application device"
                    + " devices mobile access email mail operational important certain various"
                    + " necessary necessity best practice practices standard standards company corporate mandatory"
                    + " sicherheit sicherheitsgründen sicherheitsgründe grund gründe gründen risiko risiken richtlinie"
                    + " richtlinien vorgabe vorgaben vorschriften datenschutz datenschutzgründen compliance-gründen technisch"
                    + " technischen organisatorischen rechtlichen betrieblichen wichtig notwendig"
                    + " sécurité raison raisons risque risques politique conformité exigences techniques"
                    + " seguridad razón razones motivo motivos riesgo riesgos política cumplimiento requisitos técnicos")
            .split(" ")));

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "reason-vague",
                CheckTopic.COMPLETE,
                FindingSeverity.ERROR,
                "The reason has fewer than 2 specific words: words that are neither function words nor general (security, policy,"
                        + " compliance, risk, not permitted, app, device), nor part of the request.",
                Map.of("reason", "The app copies contacts to a server that we do not control."),
                Map.of("reason", "Because of compliance requirements and for security reasons."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        Optional<TemplateField> reason = ReaderQuestion.WHY.field(draft.template());
        return draft.fieldTexts()
                .filter(entry -> reason.isPresent() && entry.field().equals(reason.get()))
                .filter(entry -> countSpecificWords(entry.text(), requestStems(draft, entry.language())) < MIN_OWN_WORDS
                        && !LeftoverPlaceholderCheck.hasPlaceholder(entry.text()))
                .map(entry -> CheckFinding.error(
                                entry.name() + "-vague",
                                entry.name(),
                                "\"" + entry.label() + "\" does not give a specific reason.",
                                "Say what was found or decided, or what happened.")
                        .forText(entry));
    }

    private static long countSpecificWords(String reason, Set<String> requested) {
        return MarkdownText.words(MarkdownText.withoutMarkup(reason)).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !STOCK.contains(word) && !requested.contains(stem(word)))
                .distinct()
                .count();
    }

    /** Word stems of the request: repeating the request with "must" gives no reason. */
    private static Set<String> requestStems(CheckInput draft, String language) {
        return draft.fieldTexts()
                .filter(entry ->
                        entry.language().equals(language) && !entry.field().correction())
                .filter(entry -> entry.field().type() == FieldType.TEXT
                        || ReaderQuestion.of(entry.name())
                                .filter(ReaderQuestion.WHAT::equals)
                                .isPresent())
                .flatMap(entry -> MarkdownText.words(entry.text()).stream())
                .map(word -> stem(word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    private static String stem(String word) {
        return word.substring(0, Math.min(5, word.length()));
    }
}
