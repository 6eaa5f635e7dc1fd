package org.belay.mailing;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A link leads into the web or to a mailbox, on a protected way. */
final class CheckLinkTarget implements Check {

    @Override
    public About about() {
        return new About(
                "link-nowhere",
                Topic.SOUND,
                Severity.ERROR,
                "A link is neither https://, http:// nor mailto:. One with http:// is a WARNING: everybody on the way can read and"
                        + " change what it shows.",
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
                        link.target() + " is not protected: it begins with http://.",
                        "Write https://, if the page can be reached so."));
            }
            if (link.address().isPresent() || target.matches("mailto:[^@\\s]+@\\S+")) return Stream.empty();
            return Stream.of(link.error(
                    "nowhere",
                    "\"" + link.target() + "\" leads nowhere in a mail.",
                    promised(target)
                            ? "Leave it out: Belay has no such page yet."
                            : "Write a whole address: https://… or mailto:…."));
        });
    }

    private static boolean promised(String target) {
        return target.startsWith("ack:") || target.startsWith("wrong:") || target.startsWith("page:");
    }
}
