package org.belay.audience.csv;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.belay.platform.RequestRefused;

/**
 * Decodes a file as UTF-8, with or without byte order mark. Invalid bytes become U+FFFD, so that {@link CsvRowReader} can report each row with them.
 */
final class CsvDecoder extends FilterReader {
    private static final int LONGEST_HEADER = 64 * 1024;
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    private long quotes;

    private CsvDecoder(Reader in) {
        super(in);
    }

    static CsvDecoder open(String fileName, InputStream bytes) throws IOException {
        var in = new PushbackInputStream(bytes, 3);
        byte[] start = in.readNBytes(3);
        if (start.length >= 2 && (start[0] & start[1] & 0xfe) == 0xfe) { // FE FF or FF FE
            throw new RequestRefused(
                    fileName + ", line 1: this is UTF-16 text. Nothing was imported. Save it as \"CSV UTF-8\".");
        }
        boolean mark = start.length == 3
                && (start[0] & 0xff) == 0xef
                && (start[1] & 0xff) == 0xbb
                && (start[2] & 0xff) == 0xbf;
        if (!mark) {
            in.unread(start);
        }
        return new CsvDecoder(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), LONGEST_HEADER));
    }

    /**
     * Skips a line above the header, Excel's {@code sep=;} or PowerShell's {@code #TYPE …}, and determines the separator.
     *
     * @return the separator that {@code sep=;} names; otherwise the most frequent one in the header line outside quotation marks; a comma
     *     if there is none
     */
    char separator() throws IOException {
        String first = peekLine(false);
        String plain = first.replace("\"", "").toLowerCase(Locale.ROOT);
        boolean separatorLine = plain.startsWith("sep=") && plain.length() <= 5;
        if (separatorLine || plain.startsWith("#type "))
            in.skip(first.length()); // keeps its line end, so that line numbers stay correct
        return separatorLine && plain.length() == 5 ? plain.charAt(4) : mostFrequent(peekLine(true));
    }

    /** The next line, without consuming it; with {@code afterBlankOnes}, the next line that is not blank. */
    private String peekLine(boolean afterBlankOnes) throws IOException {
        in.mark(LONGEST_HEADER);
        var line = new StringBuilder();
        boolean quoted = false;
        for (int read = 0; read < LONGEST_HEADER - 1; read++) {
            int c = in.read();
            boolean end = c == '\n' || c == '\r';
            if (c < 0 || !quoted && end && (line.length() > 0 || !afterBlankOnes)) break;
            quoted ^= c == '"';
            if (!end || quoted) line.append((char) c);
        }
        in.reset();
        return line.toString();
    }

    private static char mostFrequent(String header) {
        char best = ',';
        int most = 0;
        for (char separator : SEPARATORS) {
            int count = outsideQuotes(header, separator);
            if (count > most) {
                most = count;
                best = separator;
            }
        }
        return best;
    }

    private static int outsideQuotes(String header, char separator) {
        boolean quoted = false;
        int count = 0;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            quoted ^= c == '"';
            count += !quoted && c == separator ? 1 : 0;
        }
        return count;
    }

    /** Whether a quotation mark is open after the characters read so far. */
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
