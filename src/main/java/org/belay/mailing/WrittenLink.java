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
 * A link in a text of the author.
 *
 * @param words the text that readers see; the target itself for a bare URL
 * @param target the address that the link leads to
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

    /** The target, if it is http or https with a host; otherwise empty. */
    Optional<URI> address() {
        try {
            URI address = URI.create(target);
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    Optional<String> host() {
        return address().map(address -> address.getHost().toLowerCase(Locale.ROOT));
    }

    /** The host that the link's text names; empty if the text is no address. */
    Optional<String> seenHost() {
        Matcher seen = HOST.matcher(words.strip());
        return seen.matches() ? Optional.of(seen.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    Finding error(String idSuffix, String message, String fix) {
        return Finding.error(entry.name() + "-" + idSuffix, entry.name(), message, fix)
                .about(entry);
    }

    Finding warning(String idSuffix, String message, String fix) {
        return Finding.warning(entry.name() + "-" + idSuffix, entry.name(), message, fix)
                .about(entry);
    }
}
