package org.belay.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    @Property(tries = 300)
    void S33_any_replies_in_any_pieces_are_read_as_they_were_sent(
            @ForAll @Size(min = 1, max = 6) List<@From("replies") SmtpReply> said, @ForAll long seed)
            throws IOException {
        var bytes = new StringBuilder();
        said.forEach(reply -> reply.lines().forEach(line -> bytes.append(line).append("\r\n")));
        var reader = new ReplyReader(new InPieces(bytes.toString(), seed));

        for (SmtpReply reply : said) {
            assertThat(reader.next()).isEqualTo(reply);
        }
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    }

    @Property(tries = 300)
    void S35_no_prefix_of_a_reply_is_a_reply(@ForAll("replies") SmtpReply said, @ForAll int cut) {
        String whole = String.join("\r\n", said.lines()) + "\r\n";
        String beginning = whole.substring(0, Math.floorMod(cut, whole.length()));

        assertThatThrownBy(() -> read(beginning)).isInstanceOf(IOException.class);
    }

    @Property(tries = 300)
    void S31_any_input_is_a_reply_or_an_error_and_nothing_unprintable_passes(@ForAll byte[] bytes) {
        try {
            for (String line :
                    new ReplyReader(new ByteArrayInputStream(bytes)).next().lines()) {
                assertThat(line.chars()).noneMatch(Character::isISOControl);
            }
        } catch (IOException refused) {
            assertThat(refused.getMessage().chars()).noneMatch(Character::isISOControl);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"250-a\r\n554 b\r\n", "250-a\r\n250-b\r\n251 c\r\n", "554-a\r\n250 b\r\n"})
    void S34_lines_with_different_codes_are_not_a_reply(String said) {
        assertThatThrownBy(() -> read(said))
                .isInstanceOf(ReplyOutOfSync.class)
                .hasMessageContaining("contradicts itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25", "2", "ok", "25x fine", "150 a", "650 b", "2500 c", "250_d", " 250 e", "250\te"})
    void S31_a_line_that_is_not_SMTP_is_refused(String line) {
        assertThatThrownBy(() -> read(line + "\r\n"))
                .isInstanceOf(ReplyOutOfSync.class)
                .hasMessageContaining("not a reply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 a\n", "250 a\rb\r\n", "250 a\r\r\n", "\n", "250-a\n250 b\r\n"})
    void S35_a_bare_CR_or_LF_ends_no_line(String said) {
        assertThatThrownBy(() -> read(said)).isInstanceOf(ReplyOutOfSync.class).hasMessageContaining("bare");
    }

    @Test
    void S32_an_endless_reply_is_refused_after_64_KiB_however_it_is_cut_into_lines() {
        for (String endless : List.of("250-x\r\n", "2", "250-" + "x".repeat(1000) + "\r\n")) {
            var stream = new Endless(endless);
            assertThatThrownBy(() -> new ReplyReader(stream).next()).isInstanceOf(ReplyOutOfSync.class);
            assertThat(stream.read).isLessThan(ReplyReader.LONGEST + 20_000);
        }
    }

    @Test
    void text_directly_after_a_reply_is_noticed() throws IOException {
        var reader = new ReplyReader(stream("250 ok\r\n421 bye\r\n"));

        assertThat(reader.next().code()).isEqualTo(250);
        assertThat(reader.holdsMore()).isTrue();
        assertThat(reader.next().closing()).isTrue();
        assertThat(reader.holdsMore()).isFalse();
    }

    @Test
    void text_in_any_script_stays_and_other_bytes_are_escaped() throws IOException {
        assertThat(read("550 5.1.1 Grüße 李雷\r\n").text()).isEqualTo("5.1.1 Grüße 李雷");
        assertThat(new ReplyReader(new ByteArrayInputStream(
                                new byte[] {'5', '5', '0', ' ', (byte) 0xE4, 7, 'b', '\r', '\n'}))
                        .next()
                        .text())
                .isEqualTo("\\xE4\\x07b");
    }

    @Provide
    static Arbitrary<SmtpReply> replies() {
        Arbitrary<String> texts =
                Arbitraries.strings().withCharRange(' ', '~').withChars("äß李").ofMaxLength(60);
        return Arbitraries.integers()
                .between(200, 599)
                .flatMap(code -> texts.list().ofMinSize(1).ofMaxSize(5).map(lines -> {
                    var said = new ArrayList<String>();
                    for (int i = 0; i < lines.size(); i++) {
                        said.add(code + (i == lines.size() - 1 ? " " : "-") + lines.get(i));
                    }
                    return new SmtpReply(code, said);
                }));
    }

    private static SmtpReply read(String said) throws IOException {
        return new ReplyReader(stream(said)).next();
    }

    private static InputStream stream(String said) {
        return new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns its bytes as a network may: a few at a time. */
    private static final class InPieces extends ByteArrayInputStream {
        private final Random random;

        InPieces(String said, long seed) {
            super(said.getBytes(StandardCharsets.UTF_8));
            random = new Random(seed);
        }

        @Override
        public synchronized int read(byte[] into, int at, int most) {
            return super.read(into, at, Math.min(most, 1 + random.nextInt(7)));
        }
    }

    private static final class Endless extends InputStream {
        private final byte[] bytes;
        private int read;

        Endless(String said) {
            bytes = said.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            return bytes[read++ % bytes.length];
        }
    }
}
