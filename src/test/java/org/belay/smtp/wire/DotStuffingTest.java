package org.belay.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DotStuffingTest {

    @Property(tries = 300)
    void S51_removing_the_stuffed_dots_restores_the_message_and_nothing_ends_it_early(
            @ForAll("messages") String message) {
        byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        assertThat(DotStuffing.problem(bytes, false)).isEmpty();

        byte[] body = DotStuffing.stuff(bytes);
        String wire = new String(body, 0, DotStuffing.withoutLastLineEnd(body), StandardCharsets.US_ASCII)
                + new String(DotStuffing.END_OF_DATA, StandardCharsets.US_ASCII);

        assertThat(asARelayReads(wire)).isEqualTo(message.endsWith("\r\n") ? message : message + "\r\n");
    }

    @Property(tries = 300)
    void S51_a_message_with_any_bare_line_end_is_refused(
            @ForAll("messages") String message, @ForAll int at, @ForAll boolean cr) {
        int place = Math.floorMod(at, message.length() + 1);
        String broken = message.substring(0, place) + (cr ? "\r" : "\n") + message.substring(place);

        // a CR before a CR LF, or an LF after one, is as bare as one within a line
        assertThat(DotStuffing.problem(broken.getBytes(StandardCharsets.US_ASCII), true))
                .isPresent();
    }

    @Property(tries = 2_000)
    void S51_checking_eight_bytes_at_once_finds_what_checking_each_does(
            @ForAll("bytes") byte[] message, @ForAll boolean eightBit) {
        assertThat(DotStuffing.problem(message, eightBit).isPresent()).isEqualTo(!sendable(message, eightBit));
        assertThat(DotStuffing.stuff(message)).isEqualTo(dotByDot(message));
    }

    @Provide
    static Arbitrary<byte[]> bytes() {
        return Arbitraries.of(
                        "a", ".", "\r\n", "\r\n.", "\t", "\r", "\n", "\0", "\u001f", "\u007f", "\u0080", "\u00ff",
                        "0123456")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean sendable(byte[] message, boolean eightBit) {
        String lines = new String(message, StandardCharsets.ISO_8859_1).replace("\r\n", "");
        return message.length > 0
                && lines.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0 || c > 127 && !eightBit);
    }

    private static byte[] dotByDot(byte[] message) {
        var stuffed = new ByteArrayOutputStream();
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '.' && (i == 0 || message[i - 1] == '\n')) {
                stuffed.write('.');
            }
            stuffed.write(message[i]);
        }
        return stuffed.toByteArray();
    }

    @Provide
    static Arbitrary<String> messages() {
        return Arbitraries.of(".", "..", "a", "", " ", "\t", "\r\n", "\r\n", "\r\n.", "text", "more text")
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces))
                .filter(message -> !message.isEmpty());
    }

    /** RFC 5321 4.5.2, in the simplest form. */
    private static String asARelayReads(String wire) {
        List<String> lines = new ArrayList<>();
        for (String line : wire.split("\r\n", -1)) {
            if (line.equals(".")) {
                assertThat(wire).endsWith("\r\n.\r\n");
                assertThat(lines.size()).isEqualTo(wire.split("\r\n", -1).length - 2); // it is the last line
                return String.join("\r\n", lines) + "\r\n";
            }
            lines.add(line.startsWith(".") ? line.substring(1) : line);
        }
        throw new AssertionError("no end in " + wire);
    }
}
