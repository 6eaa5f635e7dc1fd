package org.belay.template.markdown;

import java.util.Set;
import java.util.function.Function;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** Parsers for text that Markdown would change but authors mean literally: web addresses, Windows paths, and characters that are no markup in values. */
public final class LiteralTextParser implements InlineContentParserFactory {

    /** A bare web address becomes a link to itself; characters in it are no emphasis. */
    public static final LiteralTextParser ADDRESSES =
            new LiteralTextParser(Set.of('h', 'H'), LiteralTextParser::address);

    /** {@code \\server\share_name_} and {@code C:\_data_}: backslashes in a path escape nothing. */
    public static final LiteralTextParser PATHS = new LiteralTextParser(Set.of('\\'), LiteralTextParser::path);

    /** {@code ftp://host/_x_} and {@code www.example.org/_x_}: from the first slash within a word to its end nothing is emphasis. */
    static final LiteralTextParser SLASHES = new LiteralTextParser(Set.of('/'), LiteralTextParser::slashes);

    /** Every Markdown character is literal, except the two asterisks of bold text and the square brackets of a link. */
    static final LiteralTextParser SIGNS =
            new LiteralTextParser(Set.of('\\', '`', '&', '<', '_', '*'), LiteralTextParser::sign);

    /** Characters that end a path: those that Windows forbids in names, and Markdown's brackets and backticks. */
    private static final String NOT_IN_PATHS = "*?\"<>|`[]";

    private final Set<Character> triggers;
    private final Function<Scanner, ParsedInline> reader;

    private LiteralTextParser(Set<Character> triggers, Function<Scanner, ParsedInline> reader) {
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
        // checked first, so that long text without an address is not scanned again from every character
        if (!BareWebAddress.beginsAt(scanner)) return ParsedInline.none();
        // square brackets occur in an IPv6 host
        while (BareWebAddress.isPart(scanner.peek()) || "[]".indexOf(scanner.peek()) >= 0) {
            ahead.append(scanner.peek());
            scanner.next();
        }
        int end = BareWebAddress.endOfAddress(ahead, 0);
        if (end == 0) return ParsedInline.none();
        scanner.setPosition(start);
        for (int i = 0; i < end; i++) scanner.next();
        return ParsedInline.of(BareWebAddress.link(ahead.substring(0, end)), scanner.position());
    }

    /** A backslash at the start of a word is an escape; within a word, or doubled before one, it is part of a path. */
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
        if (server && !named && "?.".indexOf(scanner.peek()) >= 0) { // \\\\?\\C:\\x, \\\\.\\pipe
            path.append(scanner.peek());
            scanner.next();
            named = scanner.peek() == '\\';
        }
        if (!within && !(server && named)) return ParsedInline.none();
        return word(scanner, path);
    }

    private static ParsedInline slashes(Scanner scanner) {
        int before = scanner.peekPreviousCodePoint();
        var word = new StringBuilder().append(scanner.peek());
        scanner.next();
        boolean root = Character.isWhitespace(before) || before == Scanner.END;
        if (root && !isPathPart(scanner.peek())) return ParsedInline.none();
        return word(scanner, word);
    }

    private static ParsedInline word(Scanner scanner, StringBuilder word) {
        while (scanner.peek() > ' ' && NOT_IN_PATHS.indexOf(scanner.peek()) < 0) {
            word.append(scanner.peek());
            scanner.next();
        }
        return ParsedInline.of(new Text(word.toString()), scanner.position());
    }

    /** Letters, digits, the characters around names in a path, and the marks of values. */
    private static boolean isPathPart(int c) {
        return Character.isLetterOrDigit(c)
                || c == ':'
                || c == '%'
                || c == '$'
                || Character.getType(c) == Character.PRIVATE_USE;
    }

    private static ParsedInline sign(Scanner scanner) {
        char sign = scanner.peek();
        boolean twice = scanner.peekPreviousCodePoint() == '*';
        scanner.next();
        boolean bold = sign == '*' && (twice || scanner.peek() == '*');
        return bold ? ParsedInline.none() : ParsedInline.of(new Text(String.valueOf(sign)), scanner.position());
    }
}
