package org.belay.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.message.MessageFixtures.blanks;
import static org.belay.message.MessageFixtures.letter;
import static org.belay.message.MessageFixtures.part;
import static org.belay.message.MessageFixtures.placeholder;
import static org.belay.message.MessageFixtures.read;

import jakarta.mail.Header;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.belay.address.EmailAddress;

/** For any value, Jakarta Mail reads exactly the template's headers, and the value only at its position. */
class MessageTemplatePropertyTest {
    private final MessageTemplate form = MessageTemplate.compose(letter(
            placeholder("v") + "Hello " + placeholder("v", "you") + placeholder("w") + " – über",
            placeholder("v") + " is the text of " + placeholder("w") + placeholder("v") + "\nend " + placeholder("w"),
            "<a title=\"" + placeholder("v") + "\">" + placeholder("w", "unknown") + "</a>"));
    private final List<String> headers = headers(form.fill(blanks("Ann", Map.of())));

    @Property(tries = 2000)
    void any_value_appears_only_at_its_position(@ForAll("values") String v, @ForAll("values") String w)
            throws Exception {
        byte[] filled = form.fill(blanks("Ann", Map.of("v", v, "w", w)));
        MimeMessage message = read(filled);
        String cv = v.isBlank() ? "" : TextCleaner.clean(v);
        String cw = w.isBlank() ? "" : TextCleaner.clean(w);

        assertThat(headers(filled)).isEqualTo(headers);
        assertThat(message.getSubject().strip())
                .isEqualTo((cv + "Hello " + (v.isBlank() ? "you" : cv) + cw + " – über").strip());
        assertThat(part(message, 0)).isEqualTo(cv + " is the text of " + cw + cv + "\r\nend " + cw);
        assertThat(part(message, 1))
                .isEqualTo("<a title=\"" + HtmlValueEscaper.escape(cv) + "\">"
                        + (w.isBlank() ? "unknown" : HtmlValueEscaper.escape(cw)) + "</a>");
        assertValidLines(filled);
    }

    @Property(tries = 2000)
    void any_display_name_is_read_back_with_the_address(@ForAll("values") String name) throws Exception {
        byte[] filled = form.fill(blanks(name, Map.of()));
        var recipients = read(filled).getAllRecipients();

        assertThat(recipients).hasSize(1);
        var to = (InternetAddress) recipients[0];
        assertThat(to.getAddress()).isEqualTo("ann@example.org");
        assertThat(Objects.requireNonNullElse(to.getPersonal(), ""))
                .isEqualTo(TextCleaner.clean(name).strip());
        assertThat(headers(filled)).isEqualTo(headers);
        assertValidLines(filled);
    }

    @Property(tries = 500)
    void any_source_is_read_back_unchanged(
            @ForAll("values") String subject, @ForAll("values") String text, @ForAll("values") String name) {
        MessageSpec plain = letter(
                unmarked(subject),
                unmarked(text) + placeholder("v") + unmarked(text),
                HtmlValueEscaper.escape(unmarked(text)));
        byte[] filled = MessageTemplate.compose(
                        MessageFixtures.to(new NamedAddress(name, new EmailAddress("all@example.org")), plain))
                .fill(blanks("Ann", Map.of("v", text)));

        assertValidLines(filled);
    }

    @Example
    void a_backslash_before_a_place_where_lines_are_folded_stays() {
        for (int before = 40; before < 90; before++) {
            String subject = "Word ".repeat(before / 5) + "x".repeat(before % 5 + 1) + "\\ " + "more words ".repeat(6);
            MessageTemplate.compose(MessageFixtures.to(
                    new NamedAddress("All", new EmailAddress("all@example.org")), letter(subject, "Text", "Text")));
        }
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> difficult = Arbitraries.of(
                "\r\nBcc: evil@example.org\r\n\r\nBody",
                "\r\n.\r\nMAIL FROM:<x@y>",
                "\n",
                "\r",
                "\u0000",
                "\t",
                " ",
                "  ",
                "=",
                "=3D",
                "=\r\n",
                "?=",
                "=?UTF-8?Q?x?=",
                "=?UTF-8?B?",
                "_",
                ".",
                "..",
                "\"",
                "\\",
                "(c)",
                "<b>",
                "&amp;",
                "'",
                ",",
                ";",
                ":",
                "@",
                "<a@b>",
                "\uE000v\uE001",
                "\uE002",
                "\u0001TO\u0002",
                "\uD83D",
                "\uDE00",
                "😀",
                "👩\u200D👩\u200D👧",
                "🏴\uDB40\uDC67\uDB40\uDC62",
                "e\u0301",
                "مرحبا",
                "\u202Eabc",
                "שלום",
                "李雷",
                "Łukasz",
                "ß",
                "\u0085",
                "\u2028",
                "\u007f",
                "\uFEFF",
                "x".repeat(120),
                "é".repeat(40),
                "a b");
        Arbitrary<String> plain = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30);
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(20);
        return Arbitraries.oneOf(difficult, plain, any).list().ofMaxSize(8).map(parts -> String.join("", parts));
    }

    private static String unmarked(String text) {
        return text.replaceAll("[\uE000-\uE002]", "");
    }

    private static List<String> headers(byte[] message) {
        try {
            return Collections.list(read(message).getAllHeaders()).stream()
                    .map(Header::getName)
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void assertValidLines(byte[] message) {
        ReadBackVerifier.verifyLines(message);
        for (String line : new String(message, StandardCharsets.US_ASCII).split("\r\n", -1)) {
            assertThat(line.length()).as(line).isLessThanOrEqualTo(78);
            assertThat(line.isEmpty() || !line.isBlank())
                    .as("a folded line is never blank")
                    .isTrue();
        }
    }
}
