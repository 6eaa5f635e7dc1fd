package org.belay.mailing;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A link is https:// or mailto:. */
final class CheckLinkTarget implements Check {

    @Override
    public About about() {
        return new About(
                "link-nowhere",
                Topic.SOUND,
                Severity.ERROR,
                "A link is neither https://, http:// nor mailto:. A link with http:// is a WARNING: others on the network can read and"
                        + " change the page.",
                Map.of("steps", "See [the instructions](https://intranet.example.org/remove)."),
                Map.of("steps", "See [the instructions](intranet/remove)."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return WrittenLink.all(draft).flatMap(link -> {
            String target = link.target().toLowerCase(Locale.ROOT);
            if (target.startsWith("http://")) {
                return Stream.of(link.warning(
                        "unprotected",
                        link.target() + " is not encrypted: it begins with http://.",
                        "Write https:// if the page supports it."));
            }
            if (link.address().isPresent() || target.matches("mailto:[^@\\s]+@\\S+")) return Stream.empty();
            return Stream.of(link.error(
                    "nowhere",
                    "\"" + link.target() + "\" does not work as a link in a mail.",
                    isReserved(target)
                            ? "Remove it: Belay does not have this page yet."
                            : "Write the complete address: https://… or mailto:…."));
        });
    }

    private static boolean isReserved(String target) {
        return target.startsWith("ack:") || target.startsWith("wrong:") || target.startsWith("page:");
    }
}
