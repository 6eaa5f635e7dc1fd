package org.belay.mailing;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Words are in the language that they are said to be in, with its names for days and months. */
final class CheckLanguage implements Check {

    @Override
    public About about() {
        return new About(
                "language",
                Topic.SOUND,
                Severity.WARNING,
                "A text of at least 8 words has more of the 30 commonest words of another language (English, German, French, Spanish)"
                        + " than of its own; or it names a weekday or month in another language. A translation that is word for word"
                        + " the draft's own text, or has no such word of its own language and two of the draft's, is found at any"
                        + " length.",
                Map.of("consequence", "From Friday 4 December on, the app does not start."),
                Map.of("consequence", "Ab Freitag, dem 4. Dezember, startet die App auf diesen Geräten nicht mehr."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.words().flatMap(entry -> {
            Optional<String> foreign = Tongue.foreign(entry.text(), entry.language());
            if (foreign.isPresent()) {
                return Stream.of(Finding.warning(
                                entry.name() + "-language",
                                entry.name(),
                                "\"" + entry.label() + "\" is said to be \"" + entry.language() + "\" and looks like \""
                                        + foreign.get() + "\".",
                                "Translate it, or put it under the language that it is in.")
                        .about(entry));
            }
            if (copied(draft, entry)) {
                return Stream.of(Finding.warning(
                                entry.name() + "-language",
                                entry.name(),
                                "\"" + entry.label() + "\" in \"" + entry.language() + "\" has words of \""
                                        + draft.values().language() + "\", the draft's own language.",
                                "Translate it, or put it under the language that it is in.")
                        .about(entry));
            }
            return WrittenDate.foreignName(entry.text(), entry.language()).stream()
                    .map(name -> Finding.warning(
                                    entry.name() + "-language",
                                    entry.name(),
                                    "\"" + name + "\" is no name of a day or month in \"" + entry.language() + "\".",
                                    "Write it as its readers do.")
                            .about(entry));
        });
    }

    /** Text in the draft's language that stands in a mail of another: also where it is too short to tell its language by itself. */
    private static boolean copied(CheckedDraft draft, CheckedDraft.Entry entry) {
        if (!entry.translation()) return false;
        String own = draft.values().language();
        long words = Tongue.only(entry.text(), own, entry.language());
        boolean same = Letters.of(entry.text()).equals(Letters.of(draft.text(entry.field())));
        return words >= (same ? 1 : 2) && Tongue.only(entry.text(), entry.language(), own) == 0;
    }
}
