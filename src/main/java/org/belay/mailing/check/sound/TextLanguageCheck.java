package org.belay.mailing.check.sound;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.LanguageDetector;
import org.belay.mailing.check.text.TextMatch;
import org.belay.mailing.check.text.WrittenDate;

/** Each text is in its declared language, with that language's names of days and months. */
public final class TextLanguageCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "language",
                CheckTopic.SOUND,
                FindingSeverity.WARNING,
                "A text of at least 8 words has more of the 30 most common words of another language (English, German, French, Spanish)"
                        + " than of its own, or it names a weekday or month in another language. A translation that is identical to"
                        + " the draft's own text, or has no common word of its own language and two of the draft's, is found at any"
                        + " length.",
                Map.of("consequence", "From Friday 4 December on, the app does not start."),
                Map.of("consequence", "Ab Freitag, dem 4. Dezember, startet die App auf diesen Geräten nicht mehr."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.translatableTexts().flatMap(entry -> {
            Optional<String> other = LanguageDetector.otherLanguage(entry.text(), entry.language());
            if (other.isPresent()) {
                return Stream.of(CheckFinding.warning(
                                entry.name() + "-language",
                                entry.name(),
                                "\"" + entry.label() + "\" is declared as " + name(entry.language())
                                        + " but looks like " + name(other.get()) + ".",
                                "Translate it, or move it to its language.")
                        .forText(entry));
            }
            if (copied(draft, entry)) {
                return Stream.of(CheckFinding.warning(
                                entry.name() + "-language",
                                entry.name(),
                                "\"" + entry.label() + "\" in " + name(entry.language()) + " has words in "
                                        + name(draft.values().language()) + ", the draft's own language.",
                                "Translate it, or move it to its language.")
                        .forText(entry));
            }
            return WrittenDate.foreignDateName(entry.text(), entry.language()).stream()
                    .map(name -> CheckFinding.warning(
                                    entry.name() + "-language",
                                    entry.name(),
                                    "\"" + name + "\" is not the name of a day or month in " + name(entry.language())
                                            + ".",
                                    "Use the name in that language.")
                            .forText(entry));
        });
    }

    private static String name(String language) {
        return Locale.forLanguageTag(language).getDisplayName(Locale.ENGLISH);
    }

    /** Whether a translation still has text in the draft's language. Also finds texts that are too short for {@link LanguageDetector#otherLanguage}. */
    private static boolean copied(CheckInput draft, CheckInput.FieldText entry) {
        if (!entry.translation()) return false;
        String own = draft.values().language();
        long words = LanguageDetector.countDistinctive(entry.text(), own, entry.language());
        boolean identical = TextMatch.lettersOf(entry.text()).equals(TextMatch.lettersOf(draft.text(entry.field())));
        return words >= (identical ? 1 : 2)
                && LanguageDetector.countDistinctive(entry.text(), entry.language(), own) == 0;
    }
}
