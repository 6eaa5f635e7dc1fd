package org.belay.mailing.check.correction;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.MarkdownText;
import org.belay.mailing.check.text.ReadableWords;
import org.belay.template.MailVariant;

/**
 * The correction's first sentence and its preview line can each be read alone: mail programs show summaries of the first words, and
 * of whole threads that include the notice.
 */
public final class CorrectionOpeningCheck implements ContentCheck {

    /** For one language: words that withdraw a mail, and words that say that no action is needed; {@code *} matches any ending. */
    private record OpeningWords(List<String> withdraws, List<String> releases) {
        static OpeningWords of(String withdraws, String releases) {
            return new OpeningWords(List.of(withdraws.split(", ")), List.of(releases.split(", ")));
        }
    }

    private static final Map<String, OpeningWords> WORDS = Map.of(
            "en",
            OpeningWords.of(
                    "withdr*, cancel*, retract*, revok*, recall*, disregard*, void, takes back, take back, taken back, does not count,"
                            + " no longer applies, no longer valid, does not apply, not valid",
                    "need not, needn t, do not, don t, does not have to, no action, nothing to do, not required, no need, nobody has to,"
                            + " no longer have to, no longer need, nothing is required"),
            "de",
            OpeningWords.of(
                    "zurück, zurückgezogen*, zurückgenommen*, zurückziehen, widerruf*, hinfällig, aufgehoben, ungültig, gilt nicht,"
                            + " storniert*, gegenstandslos",
                    "nicht, nichts, kein, keine, keinen, weder, niemand"),
            "fr",
            OpeningWords.of(
                    "retir*, annul*, rétract*, ne tenez pas compte, ne pas tenir compte, plus valable, plus valide, sans objet",
                    "n avez, n as, ne, rien à, pas besoin, inutile, aucune action, personne n"),
            "es",
            OpeningWords.of(
                    "retir*, anul*, cancel*, sin efecto, no es válido, no es válida, no tenga en cuenta, no vale",
                    "no, nada, ningún, ninguna, nadie"));

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "opening",
                CheckTopic.CORRECTION,
                FindingSeverity.WARNING,
                "The correction's heading (or, without one, its first sentence after the greeting) or its preview has no word of withdrawal or"
                        + " does not say that no action is needed (English, German, French, Spanish); or it repeats the demand of the notice.",
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\nDear all,\n\nWe withdraw our email, and you need not do anything."
                                + " ${now_true} ${if_already_acted} ${contact}\n\n::: withdrawn\n:::\n"),
                Map.of(
                        "correction.md",
                        "---\nsubject: '${topic}: not so'\n---\n# News about ${topic}\n\n${now_true} ${if_already_acted}"
                                + " ${contact}\n\n::: withdrawn\n:::\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.correction().stream().flatMap(correction -> {
            OpeningWords words = WORDS.get(base(correction.language()));
            if (words == null) return Stream.empty();
            String preheader = ReadableWords.preheader(correction);
            return Stream.concat(
                    finding(draft, correction, words, "opening", "first sentence", ReadableWords.opening(correction)),
                    preheader.isEmpty()
                            ? Stream.empty()
                            : finding(draft, correction, words, "preview", "preview", preheader));
        });
    }

    private static Stream<CheckFinding> finding(
            CheckInput draft, MailVariant correction, OpeningWords words, String id, String part, String text) {
        String problem = !containsAny(words.withdraws(), text)
                ? "does not say that the notice is withdrawn"
                : !containsAny(words.releases(), text)
                        ? "does not say that no action is needed"
                        : RepeatedDemandCheck.repeatedDemand(draft, correction.language(), text)
                                .map(demand -> "repeats what the notice asked for, \"" + demand.verb() + "\"")
                                .orElse("");
        if (problem.isEmpty()) return Stream.empty();
        return Stream.of(CheckFinding.warning(
                        id + "-alone-" + correction.language(),
                        "template",
                        "The " + part + " of the template's " + name(correction.language()) + " correction " + problem
                                + ": \"" + text + "\".",
                        "Write it so that it can be read alone, for example: We withdraw our email. You don't need to do anything.")
                .forLanguage(correction.language().equals(draft.values().language()) ? "" : correction.language()));
    }

    private static String name(String language) {
        return Locale.forLanguageTag(language).getDisplayName(Locale.ENGLISH);
    }

    private static String base(String language) {
        return Locale.forLanguageTag(language).getLanguage();
    }

    private static boolean containsAny(List<String> phrases, String text) {
        String words = " "
                + String.join(" ", MarkdownText.words(text.replace('’', ' ').replace('\'', ' ')))
                        .toLowerCase(Locale.ROOT)
                + " ";
        return phrases.stream()
                .anyMatch(phrase -> words.contains(
                        phrase.endsWith("*") ? " " + phrase.substring(0, phrase.length() - 1) : " " + phrase + " "));
    }
}
