package org.belay.template.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * A web address typed without link syntax. It is printed as typed and becomes a link, because Outlook for Windows does not detect addresses in
 * HTML mails.
 */
public final class BareWebAddress {
    private static final List<String> SCHEMES = List.of("https://", "http://");

    /** Characters that no address contains (RFC 3986 2); square brackets only enclose an IPv6 host. */
    private static final String NEVER = "<>\"`|\\^[]{}";

    /** Punctuation that is not part of an address at its end. */
    private static final String AFTER =
            ".,;:!?'*\u2026\u201C\u201D\u201E\u2018\u2019\u00AB\u00BB\u3001\u3002\uFF0C\uFF09";

    private BareWebAddress() {}

    /** End index (exclusive) of the address that begins at {@code start}; {@code start} if none begins there. */
    static int endOfAddress(CharSequence text, int start) {
        int host = start + schemeLength(text, start);
        if (host == start || start > 0 && Character.isLetterOrDigit(Character.codePointBefore(text, start)))
            return start;
        int end = host;
        if (end < text.length() && (text.charAt(end) == '/' || text.charAt(end) == '?')) return start;
        if (end < text.length() && text.charAt(end) == '[') end = closing(text, end);
        while (end < text.length() && isPart(text.charAt(end))) end++;
        end = withoutTrailing(text, host, end);
        return end > host ? end : start;
    }

    private static int schemeLength(CharSequence text, int start) {
        return SCHEMES.stream()
                .filter(scheme -> text.length() - start > scheme.length()
                        && scheme.equalsIgnoreCase(
                                text.subSequence(start, start + scheme.length()).toString()))
                .mapToInt(String::length)
                .findFirst()
                .orElse(0);
    }

    /** Whether an address begins here; resets the scanner's position. */
    static boolean beginsAt(Scanner scanner) {
        Position start = scanner.position();
        var ahead = new StringBuilder();
        for (int i = 0; i < SCHEMES.get(0).length() && scanner.hasNext(); i++) {
            ahead.append(scanner.peek());
            scanner.next();
        }
        scanner.setPosition(start);
        String begun = ahead.toString().toLowerCase(Locale.ROOT);
        return SCHEMES.stream().anyMatch(begun::startsWith);
    }

    /** Behind an IPv6 host (RFC 3986 3.2.2), which may end in an IPv4 address or name a zone (RFC 6874). */
    private static int closing(CharSequence text, int open) {
        int end = open + 1;
        while (end < text.length() && isPart(text.charAt(end))) end++;
        boolean address = text.subSequence(open, end).chars().anyMatch(c -> c == ':');
        return address && end < text.length() && text.charAt(end) == ']' ? end + 1 : open;
    }

    static boolean isPart(char c) {
        return c > ' '
                && c != '\u007F'
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && NEVER.indexOf(c) < 0;
    }

    /** A closing parenthesis belongs to the address if it was opened in it: {@code …/Belay_(mailer)}. */
    private static int withoutTrailing(CharSequence text, int host, int limit) {
        int open = 0;
        for (int i = host; i < limit; i++) open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        int end = limit;
        while (end > host) {
            char last = text.charAt(end - 1);
            if (last == ')' && open < 0) open++;
            else if (AFTER.indexOf(last) < 0) break;
            end--;
        }
        return end;
    }

    /** The text as nodes, each address in it as a link to itself. */
    public static List<Node> withLinks(String text) {
        var nodes = new ArrayList<Node>();
        int written = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int end = c == 'h' || c == 'H' ? endOfAddress(text, at) : at;
            if (end == at) continue;
            if (at > written) nodes.add(new Text(text.substring(written, at)));
            nodes.add(link(text.substring(at, end)));
            written = end;
            at = end - 1;
        }
        if (written < text.length() || nodes.isEmpty()) nodes.add(new Text(text.substring(written)));
        return nodes;
    }

    static Link link(String address) {
        var link = new Link(address, null);
        link.appendChild(new Text(address));
        return link;
    }
}
