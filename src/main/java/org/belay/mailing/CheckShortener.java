package org.belay.mailing;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** No link hides its target behind a URL shortener. */
final class CheckShortener implements Check {
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
    public About about() {
        return new About(
                "link-shortened",
                Topic.SOUND,
                Severity.ERROR,
                "A link leads to a URL shortener: readers cannot see the target, and the owner of the short link can"
                        + " change it after approval.",
                Map.of("steps", "See https://intranet.example.org/remove."),
                Map.of("steps", "See https://bit.ly/3xyzabc."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return WrittenLink.all(draft)
                .filter(link -> link.host().filter(SHORTENERS::contains).isPresent())
                .map(link ->
                        link.error("shortened", link.target() + " hides its target.", "Write the target address."));
    }
}
