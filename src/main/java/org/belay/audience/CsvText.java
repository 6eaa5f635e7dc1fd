package org.belay.audience;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.belay.platform.Refused;

/**
 * The characters of a file: UTF-8 with or without byte order mark. Bytes that are not UTF-8 become U+FFFD, so that the
 * reading can name each row that has them.
 */
final class CsvText extends FilterReader {
    private static final int LONGEST_HEADER = 64 * 1024;

    private long quotes;

    private CsvText(Reader in) {
        super(in);
    }

    static CsvText of(String fileName, InputStream bytes) throws IOException {
        var in = new PushbackInputStream(bytes, 3);
        byte[] start = in.readNBytes(3);
        if (start.length >= 2 && (start[0] & start[1] & 0xfe) == 0xfe) { // FE FF or FF FE
            throw new Refused(
                    fileName + ", line 1: this is UTF-16 text. Nothing was imported. Save it as \"CSV UTF-8\".");
        }
        boolean mark = start.length == 3
                && (start[0] & 0xff) == 0xef
                && (start[1] & 0xff) == 0xbb
                && (start[2] & 0xff) == 0xbf;
        if (!mark) {
            in.unread(start);
        }
        return new CsvText(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), LONGEST_HEADER));
    }

    /** The separator that stands more often in the header line, outside quotation marks; a comma where neither does. */
    char separator() throws IOException {
        in.mark(LONGEST_HEADER);
        int commas = 0;
        int semicolons = 0;
        boolean quoted = false;
        boolean begun = false; // blank lines may stand before the header
        for (int read = 0; read < LONGEST_HEADER - 1; read++) {
            int c = in.read();
            if (c < 0 || !quoted && begun && (c == '\n' || c == '\r')) {
                break;
            }
            begun |= c != '\n' && c != '\r';
            quoted ^= c == '"';
            commas += !quoted && c == ',' ? 1 : 0;
            semicolons += !quoted && c == ';' ? 1 : 0;
        }
        in.reset();
        return semicolons > commas ? ';' : ',';
    }

    /** Whether, so far, a quotation mark was opened and not closed. */
    boolean quoteIsOpen() {
        return quotes % 2 == 1;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        quotes += c == '"' ? 1 : 0;
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        for (int i = 0; i < n; i++) {
            quotes += buffer[offset + i] == '"' ? 1 : 0;
        }
        return n;
    }
}
