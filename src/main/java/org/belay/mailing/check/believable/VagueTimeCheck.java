package org.belay.mailing.check.believable;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.ReaderQuestion;
import org.belay.mailing.check.text.MarkdownText;
import org.belay.mailing.check.text.WrittenDate;

/** A text that says "urgent" also gives a date. */
public final class VagueTimeCheck implements ContentCheck {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern SOON = Pattern.compile(
            "\\b(as soon as possible|asap|a\\.s\\.a\\.p\\.|at your earliest convenience|in due course|in the near future|shortly"
                    + "|so (?:bald|schnell|rasch) wie möglich|baldmöglichst|schnellstmöglich|zeitnah|in Kürze|demnächst"
                    + "|dès que possible|dans les meilleurs délais|au plus vite|prochainement"
                    + "|lo antes posible|cuanto antes|en breve|próximamente)(?!\\p{L})",
            FLAGS);
    private static final Pattern NOW = Pattern.compile(
            "\\b(immediately|urgently|at once|without delay|right away|umgehend|unverzüglich|sofort|dringend|immédiatement"
                    + "|sans délai|d'urgence|inmediatamente|de inmediato|urgentemente)(?!\\p{L})",
            FLAGS);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "vague",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "\"As soon as possible\", \"shortly\", \"in due course\" and similar words, or \"immediately\", \"urgently\" and similar"
                        + " words in a sentence without a date; in English, German, French and Spanish. A consequence may happen"
                        + " immediately.",
                Map.of("action", "Remove the app from your phone by Friday 4 December 2026."),
                Map.of("action", "Remove the app from your phone as soon as possible."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.translatableTexts()
                .filter(entry -> !entry.field().correction())
                .flatMap(entry -> MarkdownText.sentences(entry.text()).stream()
                        .flatMap(sentence -> vague(draft, entry, sentence).stream())
                        .limit(1)
                        .map(word -> CheckFinding.warning(
                                        entry.name() + "-vague",
                                        entry.name(),
                                        "\"" + word + "\" does not say by when.",
                                        "Give a date with a time and a time zone, or remove the words.")
                                .forText(entry)));
    }

    private static Optional<String> vague(CheckInput draft, CheckInput.FieldText entry, String sentence) {
        Matcher soon = SOON.matcher(sentence);
        if (soon.find()) return Optional.of(soon.group());
        boolean otherwise = ReaderQuestion.of(entry.name())
                .filter(ReaderQuestion.CONSEQUENCE::equals)
                .isPresent();
        Matcher now = NOW.matcher(sentence);
        if (otherwise || !now.find()) return Optional.empty();
        boolean dated = !WrittenDate.allIn(
                        sentence,
                        LocalDate.ofInstant(draft.now(), draft.values().zone()))
                .isEmpty();
        return dated ? Optional.empty() : Optional.of(now.group());
    }
}
