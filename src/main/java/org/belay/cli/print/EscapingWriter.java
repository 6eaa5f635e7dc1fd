package org.belay.cli.print;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.belay.platform.logging.EscapedText;

/**
 * The writer that all commands print through. It escapes characters of names, subjects, file names and relay replies
 * that would control the terminal or change the text direction as {@code \}{@code u001b}, which means the same
 * character in JSON.
 */
public final class EscapingWriter extends PrintWriter {
    private final Writer terminal;

    private EscapingWriter(Writer terminal) {
        super(new EscapingFilter(terminal));
        this.terminal = terminal;
    }

    public static PrintWriter of(PrintWriter out) {
        return out instanceof EscapingWriter ? out : new EscapingWriter(out);
    }

    /** Returns to the start of the line, so that the next text replaces it. */
    static void returnToLineStart(PrintWriter out) {
        if (out instanceof EscapingWriter visible) {
            visible.flush();
            try {
                visible.terminal.write('\r');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            out.print('\r');
        }
    }

    private static final class EscapingFilter extends FilterWriter {
        private static final String LINE_END = System.lineSeparator();

        EscapingFilter(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            out.write(EscapedText.of((char) c));
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            write(new String(text, from, length), 0, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            for (int i = from; i < from + length; i++) {
                if (LINE_END.length() == 2 && text.startsWith(LINE_END, i)) {
                    out.write(LINE_END);
                    i++;
                } else {
                    write(text.charAt(i));
                }
            }
        }
    }
}
