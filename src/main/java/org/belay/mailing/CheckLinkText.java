package org.belay.mailing;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A link leads to the host that its text names. */
final class CheckLinkText implements Check {

    @Override
    public About about() {
        return new About(
                "link-disguised",
                Topic.SOUND,
                Severity.ERROR,
                "The text of a link is an address on another host than its target; or the target's host has letters of another"
                        + " alphabet that look like Latin letters.",
                Map.of("steps", "See [intranet.example.org/remove](https://intranet.example.org/remove)."),
                Map.of("steps", "See [intranet.example.org](https://intranet.example.net/remove)."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return WrittenLink.all(draft).flatMap(link -> {
            if (link.seenHost().isPresent()
                    && link.host().isPresent()
                    && !bare(link.seenHost().get()).equals(bare(link.host().get()))) {
                return Stream.of(link.error(
                        "disguised",
                        "The text of a link is \"" + link.words() + "\", but it leads to "
                                + link.host().get() + ".",
                        "Describe the page in words, or write the address where it leads."));
            }
            if (hasMixedScripts(link.target())) {
                return Stream.of(link.error(
                        "disguised",
                        "\"" + link.target() + "\" has letters of several alphabets that look alike.",
                        "Type the address again."));
            }
            return Stream.empty();
        });
    }

    private static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    }

    private static boolean hasMixedScripts(String target) {
        boolean latin =
                target.codePoints().anyMatch(c -> Character.isLetter(c) && script(c) == Character.UnicodeScript.LATIN);
        boolean alike = target.codePoints()
                .anyMatch(c ->
                        script(c) == Character.UnicodeScript.CYRILLIC || script(c) == Character.UnicodeScript.GREEK);
        return latin && alike;
    }

    private static Character.UnicodeScript script(int c) {
        return Character.UnicodeScript.of(c);
    }
}
