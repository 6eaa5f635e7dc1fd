package org.belay.mailing.check;

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
public record FieldLink(CheckInput.FieldText fieldText, String words, String target) {
    // "Node.js" is no address; "intranet.example.org", "www.x.io" and "x.io/y" are
    private static final Pattern HOST = Pattern.compile(
            "(?i)^(?:https?://)?((?:[\\p{L}\\p{N}-]++\\.)++(?:com|net|org|edu|gov|info|eu|uk|de|at|ch|fr|es|it|nl|us|example)"
                    + "|(?<=://)[^/:?#]+|www\\.[^/:?#]+)(?:[/:?#].*)?");

    public static Stream<FieldLink> allIn(CheckInput draft) {
        return draft.fieldTexts().flatMap(entry -> of(entry).stream());
    }

    private static List<FieldLink> of(CheckInput.FieldText entry) {
        return AuthoredLink.in(entry.field().type(), entry.text()).stream()
                .map(link -> new FieldLink(entry, link.words(), link.target()))
                .toList();
    }

    /** The target, if it is http or https with a host; otherwise empty. */
    public Optional<URI> webAddress() {
        try {
            URI address = URI.create(target);
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    public Optional<String> host() {
        return webAddress().map(address -> address.getHost().toLowerCase(Locale.ROOT));
    }

    /** The host that the link's text names; empty if the text is no address. */
    public Optional<String> shownHost() {
        Matcher seen = HOST.matcher(words.strip());
        return seen.matches() ? Optional.of(seen.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    public CheckFinding error(String idSuffix, String message, String fix) {
        return CheckFinding.error(fieldText.name() + "-" + idSuffix, fieldText.name(), message, fix)
                .forText(fieldText);
    }

    public CheckFinding warning(String idSuffix, String message, String fix) {
        return CheckFinding.warning(fieldText.name() + "-" + idSuffix, fieldText.name(), message, fix)
                .forText(fieldText);
    }
}
