package org.belay.message;

/**
 * Writes one piece of a quoted-printable body (RFC 2045 6.7), starting on a new line. No line has more than 76 bytes, including
 * the soft line break that may follow the piece.
 */
final class QuotedPrintableWriter {
    private static final int LINE = 75;

    private final AsciiBuffer out;
    private int column;

    QuotedPrintableWriter(AsciiBuffer out) {
        this.out = out;
    }

    /** Writes fixed text. Line ends of any kind become CRLF. */
    void words(String text) {
        int n = text.length();
        for (int i = 0; i < n; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r') {
                if (i < n && text.charAt(i) == '\n') {
                    continue;
                }
                c = '\n';
            }
            c = c == '\n' || c == '\t' ? c : TextCleaner.clean(c);
            if (c == '\n') {
                out.newLine();
                column = 0;
            } else if (c == ' ' || c == '\t') {
                // RFC 2045 6.7 (3): white space at the end of a line may be removed in transport unless it is encoded
                blank(c, i == n || text.charAt(i) == '\r' || text.charAt(i) == '\n');
            } else {
                character(c);
            }
        }
    }

    /** Writes a recipient's value as plain text. */
    void value(String value) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            valueCharacter(TextCleaner.clean(c), i == value.length());
        }
    }

    /** Writes a recipient's value as HTML text or attribute value, escaped. */
    void htmlValue(String value) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            String entity = HtmlValueEscaper.entity(c);
            if (entity == null) {
                valueCharacter(TextCleaner.clean(c), i == value.length());
            } else {
                fit(entity.length());
                out.putAscii(entity);
            }
        }
    }

    private void valueCharacter(int c, boolean last) {
        if (c == ' ') {
            blank(c, last); // the body may end here
        } else {
            character(c);
        }
    }

    private void blank(int c, boolean endsLine) {
        if (endsLine) {
            fit(3);
            out.putHex(c);
        } else {
            fit(1);
            out.put(c);
        }
    }

    private void character(int c) {
        if (c >= ' ' && c < 0x7f && c != '=') {
            fit(1);
            // encode a dot at the start of a line, for relays that handle dot-stuffing wrongly
            if (c == '.' && column == 1) {
                fit(2);
                out.putHex(c);
            } else {
                out.put(c);
            }
        } else {
            fit(AsciiBuffer.hexWidth(c));
            out.putHex(c);
        }
    }

    private void fit(int width) {
        if (column + width > LINE) {
            out.put('=');
            out.newLine();
            column = 0;
        }
        column += width;
    }
}
