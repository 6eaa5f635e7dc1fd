package org.belay.mailing;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.template.AuthoredLink;

/**
 * A link that an author wrote.
 *
 * @param words what readers see; the same as the target where it stands bare
 * @param target where it leads
 */
record WrittenLink(CheckedDraft.Entry entry, String words, String target) {
    // "Node.js" is no address; "intranet.example.org", "www.x.io" and "x.io/y" are
    private static final Pattern HOST = Pattern.compile(
            "(?i)^(?:https?://)?((?:[\\p{L}\\p{N}-]++\\.)++(?:com|net|org|edu|gov|info|eu|uk|de|at|ch|fr|es|it|nl|us|example)"
                    + "|(?<=://)[^/:?#]+|www\\.[^/:?#]+)(?:[/:?#].*)?");

    static Stream<WrittenLink> all(CheckedDraft draft) {
        return draft.entries().flatMap(entry -> of(entry).stream());
    }

    private static List<WrittenLink> of(CheckedDraft.Entry entry) {
        return AuthoredLink.in(entry.field().type(), entry.text()).stream()
                .map(link -> new WrittenLink(entry, link.words(), link.target()))
                .toList();
    }

    /** Empty if it does not lead into the web. */
    Optional<URI> address() {
        try {
            URI address = URI.create(target);
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    Optional<String> host() {
        return address().map(address -> address.getHost().toLowerCase(Locale.ROOT));
    }

    /** The host that a reader thinks it leads to, if its words are an address. */
    Optional<String> seenHost() {
        Matcher seen = HOST.matcher(words.strip());
        return seen.matches() ? Optional.of(seen.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    Finding error(String what, String message, String fix) {
        return Finding.error(entry.name() + "-" + what, entry.name(), message, fix)
                .about(entry);
    }

    Finding warning(String what, String message, String fix) {
        return Finding.warning(entry.name() + "-" + what, entry.name(), message, fix)
                .about(entry);
    }
}
