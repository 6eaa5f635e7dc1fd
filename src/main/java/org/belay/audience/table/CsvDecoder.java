package org.belay.audience.table;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Decodes a text file as UTF-8 or UTF-16, with or without byte order mark. Invalid bytes become U+FFFD, so that each row with them can be
 * reported.
 */
final class CsvDecoder extends FilterReader {
    private static final int LONGEST_HEADER = 64 * 1024;
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    private long quotes;

    private CsvDecoder(Reader in) {
        super(in);
    }

    /** @param start the first bytes, which {@code bytes} gives again */
    static CsvDecoder open(String fileName, InputStream bytes, byte[] start) throws IOException {
        Charset charset = charset(fileName, start);
        int mark = markLength(start, charset);
        bytes.skipNBytes(mark);
        return new CsvDecoder(new BufferedReader(new InputStreamReader(bytes, charset), LONGEST_HEADER));
    }

    private static Charset charset(String fileName, byte[] start) {
        int first = at(start, 0) << 8 | at(start, 1);
        int second = at(start, 2) << 8 | at(start, 3);
        if (start.length >= 4 && (first == 0xfffe && second == 0 || first == 0 && second == 0xfeff)) {
            throw TableFile.refused(fileName, "this is UTF-32 text", "Save it as \"CSV UTF-8\".");
        }
        if (first == 0xfffe) return StandardCharsets.UTF_16LE;
        if (first == 0xfeff) return StandardCharsets.UTF_16BE;
        return withoutMark(start);
    }

    /** In a header of Latin letters, every second byte of UTF-16 is 0; in UTF-8 none is. */
    private static Charset withoutMark(byte[] start) {
        int[] zeros = new int[2];
        int looked = Math.min(start.length, 64) & ~1;
        for (int i = 0; i < looked; i++) zeros[i & 1] += start[i] == 0 ? 1 : 0;
        if (looked >= 8 && zeros[1] * 4 > looked && zeros[0] == 0) return StandardCharsets.UTF_16LE;
        if (looked >= 8 && zeros[0] * 4 > looked && zeros[1] == 0) return StandardCharsets.UTF_16BE;
        return StandardCharsets.UTF_8;
    }

    private static int markLength(byte[] start, Charset charset) {
        int first = at(start, 0) << 8 | at(start, 1);
        if (charset != StandardCharsets.UTF_8) return first == 0xfffe || first == 0xfeff ? 2 : 0;
        return first == 0xefbb && at(start, 2) == 0xbf ? 3 : 0;
    }

    private static int at(byte[] bytes, int i) {
        return i < bytes.length ? bytes[i] & 0xff : 0;
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
