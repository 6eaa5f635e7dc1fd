package org.belay.directory.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.belay.platform.RequestRefused;

/**
 * A word, a quoted text or a sign of a selection.
 *
 * @param text without quotation marks; empty at the end
 * @param position of its first character, from 1
 */
record SelectionToken(TokenKind kind, String text, int position) {
    enum TokenKind {
        WORD,
        QUOTED,
        SIGN,
        END
    }

    private static final String SIGNS = "(),";
    private static final String QUOTES = "\"\u201C\u201D\u201E\u00AB\u00BB";
    private static final Set<String> KEYWORDS = Set.of("and", "or", "but", "not", "in", "is");

    static List<SelectionToken> read(String text) {
        var tokens = new ArrayList<SelectionToken>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int from = at;
            if (Character.isWhitespace(c)) {
                at++;
            } else if (SIGNS.indexOf(c) >= 0) {
                tokens.add(new SelectionToken(TokenKind.SIGN, String.valueOf(c), from + 1));
                at++;
            } else if (QUOTES.indexOf(c) >= 0) {
                at = endOfQuote(text, at + 1);
                if (at == text.length()) throw error(from + 1, "the quotation mark that begins here is not closed");
                tokens.add(new SelectionToken(TokenKind.QUOTED, text.substring(from + 1, at), from + 1));
                at++;
            } else {
                while (at < text.length() && !ends(text.charAt(at))) at++;
                tokens.add(new SelectionToken(TokenKind.WORD, text.substring(from, at), from + 1));
            }
        }
        tokens.add(new SelectionToken(TokenKind.END, "", text.length() + 1));
        return tokens;
    }

    private static int endOfQuote(String text, int from) {
        int at = from;
        while (at < text.length() && QUOTES.indexOf(text.charAt(at)) < 0) at++;
        return at;
    }

    private static boolean ends(char c) {
        return Character.isWhitespace(c) || SIGNS.indexOf(c) >= 0 || QUOTES.indexOf(c) >= 0;
    }

    boolean is(String word) {
        return (kind == TokenKind.WORD || kind == TokenKind.SIGN)
                && text.toLowerCase(Locale.ROOT).equals(word);
    }

    boolean isValue() {
        return kind == TokenKind.QUOTED || kind == TokenKind.WORD && !KEYWORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** For a message: where the problem is, and what is there. */
    RequestRefused error(String problem) {
        return error(position, problem + ", found " + (kind == TokenKind.END ? "the end" : "\"" + text + "\""));
    }

    static RequestRefused error(int position, String problem) {
        return new RequestRefused("Selection, character " + position + ": " + problem + ". Nothing was changed.");
    }
}
