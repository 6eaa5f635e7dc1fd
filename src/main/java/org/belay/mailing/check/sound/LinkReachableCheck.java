package org.belay.mailing.check.sound;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FieldLink;
import org.belay.mailing.check.FindingSeverity;

/** The page behind a link can be reached before the notice is sent. */
public final class LinkReachableCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "link-dead",
                CheckTopic.SOUND,
                FindingSeverity.WARNING,
                "A link to a host in links.allowed does not answer HEAD (or GET) with 2xx, 3xx, 401 or 403 within 3 seconds. Only these"
                        + " hosts are requested, by the server and by mailing check --links.",
                Map.of(),
                Map.of("steps", "See https://intranet.example.org/gone."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return FieldLink.allIn(draft)
                .filter(link -> link.host().filter(draft.links()::isAllowed).isPresent())
                .flatMap(link -> link.webAddress().flatMap(draft.links().probe()).stream()
                        .map(problem -> link.warning(
                                "dead", link.target() + " " + problem + ".", "Fix the address, or the page.")));
    }
}
