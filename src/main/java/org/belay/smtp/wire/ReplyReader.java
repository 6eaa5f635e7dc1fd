package org.belay.smtp.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Reads one reply; several lines are one reply (RFC 5321 4.2.1). Anything else is refused: a line without CRLF is not
 * complete ({@code 250} and end of stream is not a 250), and a bare CR or LF is not a line end.
 */
final class ReplyReader {
    /** Limit for the whole reply, so that an endless reply cannot fill the heap. */
    static final int LONGEST = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[8 * 1024];
    private int from;
    private int to;

    private byte[] line = new byte[256];
    private int length;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    SmtpReply next() throws IOException {
        var lines = new ArrayList<String>();
        int left = LONGEST;
        int code = 0;
        while (true) {
            left -= readLine(left);
            String text = PrintableText.of(line, 0, length);
            int lineCode = codeOf(text);
            if (lines.isEmpty()) {
                code = lineCode;
            } else if (lineCode != code) {
                // 250- followed by 554: neither is reliable
                throw new ReplyOutOfSync("the reply contradicts itself: " + lines.get(0) + " / " + shortened(text));
            }
            lines.add(text);
            if (length == 3 || line[3] == ' ') {
                return new SmtpReply(code, lines);
            }
        }
    }

    /** Whether bytes of another reply are buffered. */
    boolean holdsMore() {
        return from < to;
    }

    /** Reads what the stream has now; false at its end. */
    boolean fill() throws IOException {
        int n = in.read(buffer, 0, buffer.length);
        from = 0;
        to = Math.max(n, 0);
        return n > 0;
    }

    private int readLine(int left) throws IOException {
        length = 0;
        boolean afterCr = false;
        while (true) {
            if (from == to && !fill()) {
                throw new EOFException(
                        length == 0
                                ? "the relay closed the connection"
                                : "the relay closed the connection within a reply: "
                                        + shortened(PrintableText.of(line, 0, length)));
            }
            byte b = buffer[from++];
            if (b == '\n' && afterCr) {
                return length + 2;
            }
            if (afterCr || b == '\n') {
                throw new ReplyOutOfSync("a reply line has a bare " + (afterCr ? "CR" : "LF") + ": "
                        + shortened(PrintableText.of(line, 0, length)));
            }
            if (b == '\r') {
                afterCr = true;
                continue;
            }
            if (length + 2 >= left) {
                throw new ReplyOutOfSync("the reply is longer than " + LONGEST + " bytes: "
                        + shortened(PrintableText.of(line, 0, Math.min(length, 80))));
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = b;
        }
    }

    private int codeOf(String text) throws ReplyOutOfSync {
        boolean shape = length >= 3
                && line[0] >= '2'
                && line[0] <= '5'
                && digit(line[1])
                && digit(line[2])
                && (length == 3 || line[3] == ' ' || line[3] == '-');
        if (!shape) {
            throw new ReplyOutOfSync("not a reply: \"" + shortened(text) + "\"");
        }
        return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
