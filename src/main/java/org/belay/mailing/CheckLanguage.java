package org.belay.mailing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Each text is in its declared language, with that language's names of days and months. */
final class CheckLanguage implements Check {

    @Override
    public About about() {
        return new About(
                "language",
                Topic.SOUND,
                Severity.WARNING,
                "A text of at least 8 words has more of the 30 most common words of another language (English, German, French, Spanish)"
                        + " than of its own, or it names a weekday or month in another language. A translation that is identical to"
                        + " the draft's own text, or has no common word of its own language and two of the draft's, is found at any"
                        + " length.",
                Map.of("consequence", "From Friday 4 December on, the app does not start."),
                Map.of("consequence", "Ab Freitag, dem 4. Dezember, startet die App auf diesen Geräten nicht mehr."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.words().flatMap(entry -> {
            Optional<String> other = Tongue.foreign(entry.text(), entry.language());
            if (other.isPresent()) {
                return Stream.of(Finding.warning(
                                entry.name() + "-language",
                                entry.name(),
                                "\"" + entry.label() + "\" is declared as " + name(entry.language())
                                        + " but looks like " + name(other.get()) + ".",
                                "Translate it, or move it to its language.")
                        .about(entry));
            }
            if (copied(draft, entry)) {
                return Stream.of(Finding.warning(
                                entry.name() + "-language",
                                entry.name(),
                                "\"" + entry.label() + "\" in " + name(entry.language()) + " has words in "
                                        + name(draft.values().language()) + ", the draft's own language.",
                                "Translate it, or move it to its language.")
                        .about(entry));
            }
            return WrittenDate.foreignName(entry.text(), entry.language()).stream()
                    .map(name -> Finding.warning(
                                    entry.name() + "-language",
                                    entry.name(),
                                    "\"" + name + "\" is not the name of a day or month in " + name(entry.language())
                                            + ".",
                                    "Use the name in that language.")
                            .about(entry));
        });
    }

    private static String name(String language) {
        return Locale.forLanguageTag(language).getDisplayName(Locale.ENGLISH);
    }

    /** Whether a translation still has text in the draft's language. Also finds texts that are too short for {@link Tongue#foreign}. */
    private static boolean copied(CheckedDraft draft, CheckedDraft.Entry entry) {
        if (!entry.translation()) return false;
        String own = draft.values().language();
        long words = Tongue.only(entry.text(), own, entry.language());
        boolean identical = Letters.of(entry.text()).equals(Letters.of(draft.text(entry.field())));
        return words >= (identical ? 1 : 2) && Tongue.only(entry.text(), entry.language(), own) == 0;
    }
}
