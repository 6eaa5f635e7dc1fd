package org.belay.mailing.check.sound;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FieldLink;
import org.belay.mailing.check.FindingSeverity;

/** A link leads to the host that its text names. */
public final class LinkTextCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "link-disguised",
                CheckTopic.SOUND,
                FindingSeverity.ERROR,
                "The text of a link is an address on another host than its target; or the target's host has letters of another"
                        + " alphabet that look like Latin letters.",
                Map.of("steps", "See [intranet.example.org/remove](https://intranet.example.org/remove)."),
                Map.of("steps", "See [intranet.example.org](https://intranet.example.net/remove)."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return FieldLink.allIn(draft).flatMap(link -> {
            if (link.shownHost().isPresent()
                    && link.host().isPresent()
                    && !bare(link.shownHost().get()).equals(bare(link.host().get()))) {
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
