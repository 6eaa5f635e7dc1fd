package org.belay.mailing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.template.Field;
import org.belay.template.FieldType;

/** A reason says what happened or what for. That there are reasons is none. */
final class CheckReason implements Check {
    private static final int FEWEST = 2;
    private static final Set<String> STOCK = Set.copyOf(List.of((
            // the grammar of a sentence
            "a an the this that these those it its is are was were be been has have had do does did will would can could may"
                    + " might must should we our us you your they their and or but of for to in on at by with from as due"
                    + " because since so not no any all some more new"
                    + " der die das ein eine einer einem eines und oder aber wir uns unser unsere unserer sie ihr ihre es"
                    + " ist sind war wird werden wurde hat haben aus von zu zur zum für im in an auf bei mit wegen auch"
                    + " le la les un une des de du et ou nous notre nos vous est sont pour par en à"
                    + " el los las una unos y o nosotros es son por para con del al"
                    // what stands in memos of all companies
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
    public About about() {
        return new About(
                "reason-vague",
                Topic.COMPLETE,
                Severity.ERROR,
                "The reason has fewer than 2 words of its own: words that are neither grammar nor stock (security, policy,"
                        + " compliance, risk, not permitted, app, device), nor in what is asked already.",
                Map.of("reason", "The app copies contacts to a server that we do not control."),
                Map.of("reason", "Because of compliance requirements and for security reasons."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        Optional<Field> why = Question.WHY.field(draft.template());
        return draft.entries()
                .filter(entry -> why.isPresent() && entry.field().equals(why.get()))
                .filter(entry -> ownWords(entry.text(), asked(draft, entry.language())) < FEWEST
                        && !CheckPlaceholders.waits(entry.text()))
                .map(entry -> Finding.error(
                                entry.name() + "-vague",
                                entry.name(),
                                "\"" + entry.label() + "\" says that there is a reason, and not which.",
                                "Say what was found, decided or happened, in a sentence that you would accept yourself.")
                        .about(entry));
    }

    private static long ownWords(String reason, Set<String> asked) {
        return Prose.words(Prose.plain(reason)).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !STOCK.contains(word) && !asked.contains(stem(word)))
                .distinct()
                .count();
    }

    /** What people are asked, in short: to say it again with "must" gives no reason for it. */
    private static Set<String> asked(CheckedDraft draft, String language) {
        return draft.entries()
                .filter(entry ->
                        entry.language().equals(language) && !entry.field().correction())
                .filter(entry -> entry.field().type() == FieldType.TEXT
                        || Question.of(entry.name())
                                .filter(Question.WHAT::equals)
                                .isPresent())
                .flatMap(entry -> Prose.words(entry.text()).stream())
                .map(word -> stem(word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    private static String stem(String word) {
        return word.substring(0, Math.min(5, word.length()));
    }
}
