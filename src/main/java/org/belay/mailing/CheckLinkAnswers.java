package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** The page behind a link can be reached before the notice is sent. */
final class CheckLinkAnswers implements Check {

    @Override
    public About about() {
        return new About(
                "link-dead",
                Topic.SOUND,
                Severity.WARNING,
                "A link to a host in links.allowed does not answer HEAD (or GET) with 2xx, 3xx, 401 or 403 within 3 seconds. Only these"
                        + " hosts are requested, by the server and by mailing check --links.",
                Map.of(),
                Map.of("steps", "See https://intranet.example.org/gone."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return WrittenLink.all(draft)
                .filter(link -> link.host().filter(draft.links()::allowed).isPresent())
                .flatMap(link -> link.address().flatMap(draft.links().answering()).stream()
                        .map(problem -> link.warning(
                                "dead", link.target() + " " + problem + ".", "Fix the address, or the page.")));
    }
}
