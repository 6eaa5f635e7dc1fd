package org.belay.mailing.check.sound;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FieldLink;
import org.belay.mailing.check.FindingSeverity;

/** No link hides its target behind a URL shortener. */
public final class LinkShortenerCheck implements ContentCheck {
    private static final Set<String> SHORTENERS = Set.of(
            "bit.ly",
            "bitly.com",
            "tinyurl.com",
            "t.co",
            "goo.gl",
            "ow.ly",
            "is.gd",
            "v.gd",
            "buff.ly",
            "rebrand.ly",
            "cutt.ly",
            "rb.gy",
            "shorturl.at",
            "t.ly",
            "tiny.cc",
            "lnkd.in",
            "s.id",
            "t1p.de",
            "kurzelinks.de",
            "soo.gd",
            "bl.ink",
            "aka.ms");

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "link-shortened",
                CheckTopic.SOUND,
                FindingSeverity.ERROR,
                "A link leads to a URL shortener: readers cannot see the target, and the owner of the short link can"
                        + " change it after approval.",
                Map.of("steps", "See https://intranet.example.org/remove."),
                Map.of("steps", "See https://bit.ly/3xyzabc."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return FieldLink.allIn(draft)
                .filter(link -> link.host().filter(SHORTENERS::contains).isPresent())
                .map(link ->
                        link.error("shortened", link.target() + " hides its target.", "Write the target address."));
    }
}
