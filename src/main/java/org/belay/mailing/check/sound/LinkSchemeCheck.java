package org.belay.mailing.check.sound;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.address.EmailAddress;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FieldLink;
import org.belay.mailing.check.FindingSeverity;

/** A link is https:// or mailto:. */
public final class LinkSchemeCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "link-nowhere",
                CheckTopic.SOUND,
                FindingSeverity.ERROR,
                "A link is neither https://, http:// nor mailto:. A link with http:// is a WARNING: others on the network can read and"
                        + " change the page.",
                Map.of("steps", "See [the instructions](https://intranet.example.org/remove)."),
                Map.of("steps", "See [the instructions](intranet/remove)."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return FieldLink.allIn(draft).flatMap(link -> {
            String target = link.target().toLowerCase(Locale.ROOT);
            if (target.startsWith("http://")) {
                return Stream.of(link.warning(
                        "unprotected",
                        link.target() + " is not encrypted: it begins with http://.",
                        "Write https:// if the page supports it."));
            }
            if (link.webAddress().isPresent() || isMailto(target)) return Stream.empty();
            return Stream.of(link.error(
                    "nowhere",
                    "\"" + link.target() + "\" does not work as a link in a mail.",
                    isReserved(target)
                            ? "Remove it: Belay does not have this page yet."
                            : "Write the complete address: https://… or mailto:…."));
        });
    }

    /** Addresses separated by commas, and perhaps a subject and others behind a question mark (RFC 6068 2). */
    private static boolean isMailto(String target) {
        return target.startsWith("mailto:")
                && Stream.of(target.substring("mailto:".length())
                                .split("\\?", 2)[0]
                                .split(",", -1))
                        .allMatch(address -> EmailAddress.find(address).isPresent());
    }

    private static boolean isReserved(String target) {
        return target.startsWith("ack:") || target.startsWith("wrong:") || target.startsWith("page:");
    }
}
