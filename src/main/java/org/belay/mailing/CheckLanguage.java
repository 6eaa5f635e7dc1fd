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
                        + " than of its own; or it names a weekday or month in another language.",
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
            return WrittenDate.foreignName(entry.text(), entry.language()).stream()
                    .map(name -> Finding.warning(
                                    entry.name() + "-language",
                                    entry.name(),
                                    "\"" + name + "\" is no name of a day or month in \"" + entry.language() + "\".",
                                    "Write it as its readers do.")
                            .about(entry));
        });
    }
}
