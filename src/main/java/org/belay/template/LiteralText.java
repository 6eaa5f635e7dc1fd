package org.belay.template;

import java.util.Set;
import java.util.function.Function;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** What Markdown would change and an author means as it was typed: addresses, Windows paths, and signs that are no markup here. */
final class LiteralText implements InlineContentParserFactory {

    /** A bare web address, as a link to itself: the signs in it are no emphasis. */
    static final LiteralText ADDRESSES = new LiteralText(Set.of('h', 'H'), LiteralText::address);

    /** {@code \\server\share_name_} and {@code C:\_data_}: a backslash there escapes nothing. */
    static final LiteralText PATHS = new LiteralText(Set.of('\\'), LiteralText::path);

    /** Every sign that means something in Markdown, but for the two stars of bold and the square brackets of a link. */
    static final LiteralText SIGNS = new LiteralText(Set.of('\\', '`', '&', '<', '_', '*'), LiteralText::sign);

    /** What no path has: signs that Windows refuses in names, and the brackets and ticks of Markdown around it. */
    private static final String NOT_IN_PATHS = "*?\"<>|`[]";

    private final Set<Character> triggers;
    private final Function<Scanner, ParsedInline> reader;

    private LiteralText(Set<Character> triggers, Function<Scanner, ParsedInline> reader) {
        this.triggers = triggers;
        this.reader = reader;
    }

    @Override
    public Set<Character> getTriggerCharacters() {
        return triggers;
    }

    @Override
    public InlineContentParser create() {
        return (InlineParserState state) -> reader.apply(state.scanner());
    }

    private static ParsedInline address(Scanner scanner) {
        if (Character.isLetterOrDigit(scanner.peekPreviousCodePoint())) return ParsedInline.none();
        Position start = scanner.position();
        var ahead = new StringBuilder();
        // looked at first: what is no address must not be read to its end from each of its letters
        if (!WebAddress.beginsAt(scanner)) return ParsedInline.none();
        // the bracket of an IPv6 host is looked for too
        while (WebAddress.isPart(scanner.peek()) || "[]".indexOf(scanner.peek()) >= 0) {
            ahead.append(scanner.peek());
            scanner.next();
        }
        int end = WebAddress.end(ahead, 0);
        if (end == 0) return ParsedInline.none();
        scanner.setPosition(start);
        for (int i = 0; i < end; i++) scanner.next();
        return ParsedInline.of(WebAddress.link(ahead.substring(0, end)), scanner.position());
    }

    /** A backslash at the start of a word escapes the sign behind it; within a word, or twice before one, it is part of a path. */
    private static ParsedInline path(Scanner scanner) {
        boolean within = isPathPart(scanner.peekPreviousCodePoint());
        var path = new StringBuilder().append(scanner.peek());
        scanner.next();
        boolean server = scanner.peek() == '\\';
        if (server) {
            path.append(scanner.peek());
            scanner.next();
        }
        boolean named = isPathPart(scanner.peek());
        if (!within && !(server && named)) return ParsedInline.none();
        while (scanner.peek() > ' ' && NOT_IN_PATHS.indexOf(scanner.peek()) < 0) {
            path.append(scanner.peek());
            scanner.next();
        }
        return ParsedInline.of(new Text(path.toString()), scanner.position());
    }

    /** Letters and digits, what stands around a name in a path, and the marks that stand for values. */
    private static boolean isPathPart(int c) {
        return Character.isLetterOrDigit(c) || c == ':' || c == '%' || c == '$' || Slots.isPrivateUse(c);
    }

    private static ParsedInline sign(Scanner scanner) {
        char sign = scanner.peek();
        boolean twice = scanner.peekPreviousCodePoint() == '*';
        scanner.next();
        boolean bold = sign == '*' && (twice || scanner.peek() == '*');
        return bold ? ParsedInline.none() : ParsedInline.of(new Text(String.valueOf(sign)), scanner.position());
    }
}
