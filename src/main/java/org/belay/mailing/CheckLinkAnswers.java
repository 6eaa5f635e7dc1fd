package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** What is behind a link is there before everybody goes to look. */
final class CheckLinkAnswers implements Check {

    @Override
    public About about() {
        return new About(
                "link-dead",
                Topic.SOUND,
                Severity.WARNING,
                "A link to a host of links.allowed does not answer HEAD (or GET) with 2xx, 3xx, 401 or 403 within 3 seconds. Only these"
                        + " hosts are asked, by the server and by mailing check --links.",
                Map.of(),
                Map.of("steps", "See https://intranet.example.org/gone."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return WrittenLink.all(draft)
                .filter(link -> link.host().filter(draft.links()::allowed).isPresent())
                .flatMap(link -> link.address().flatMap(draft.links().answering()).stream()
                        .map(wrong -> link.warning(
                                "dead", link.target() + " " + wrong + ".", "Mend the address, or the page.")));
    }
}
