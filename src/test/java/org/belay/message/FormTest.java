package org.belay.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.belay.message.Letters.blanks;
import static org.belay.message.Letters.letter;
import static org.belay.message.Letters.part;
import static org.belay.message.Letters.read;
import static org.belay.message.Letters.slot;
import static org.belay.message.Letters.to;
import static org.belay.message.Letters.with;

import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {
    private final Letter greeting = letter(
            "Action required, " + slot("givenName", "colleague") + ": remove TikTok",
            "Dear " + slot("givenName", "colleague") + ",\n\nremove it.\n",
            "<p>Dear " + slot("givenName", "colleague") + ",</p>\n<p>remove it.</p>\n");

    @Test
    void a_recipients_name_is_filled_into_subject_text_and_html() throws Exception {
        var message = read(Form.compose(greeting).fill(blanks("Ann O'Brien", Map.of("givenName", "Zoë <b>&"))));

        assertThat(message.getSubject()).isEqualTo("Action required, Zoë <b>&: remove TikTok");
        assertThat(part(message, 0)).isEqualTo("Dear Zoë <b>&,\r\n\r\nremove it.\r\n");
        assertThat(part(message, 1)).isEqualTo("<p>Dear Zoë &lt;b&gt;&amp;,</p>\r\n<p>remove it.</p>\r\n");
        assertThat(message.getHeader("To")).containsExactly("Ann O'Brien <ann@example.org>");
    }

    @Test
    void a_missing_attribute_is_replaced_by_the_default() throws Exception {
        var message = read(Form.compose(greeting).fill(blanks("", Map.of("givenName", " "))));

        assertThat(message.getSubject()).isEqualTo("Action required, colleague: remove TikTok");
        assertThat(part(message, 0)).startsWith("Dear colleague,");
        assertThat(message.getHeader("To")).containsExactly("ann@example.org");
    }

    @Test
    void a_message_has_the_expected_headers() throws Exception {
        var message = read(
                Form.compose(with(Map.of("X-Belay-Test", "Übung"), greeting)).fill(blanks("Ann", Map.of())));

        assertThat(message.getHeader("Date")).containsExactly("Tue, 24 Nov 2026 12:00:00 +0000");
        assertThat(message.getHeader("Message-ID")).containsExactly("<a.1@example.org>");
        assertThat(message.getHeader("Belay-Delivery")).containsExactly("tok-1");
        assertThat(message.getHeader("From")).containsExactly("IT Communications <it@example.org>");
        assertThat(((InternetAddress) message.getReplyTo()[0]).getPersonal()).isEqualTo("IT-Hilfe für alle");
        assertThat(message.getHeader("In-Reply-To")).containsExactly("<root@example.org>");
        assertThat(message.getHeader("References")).containsExactly("<root@example.org>\r\n <notice@example.org>");
        assertThat(message.getHeader("Thread-Topic")).containsExactly("TikTok on phones");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("X-Auto-Response-Suppress")).containsExactly("DR, RN, NRN, OOF, AutoReply");
        assertThat(message.getHeader("Content-Language")).containsExactly("en");
        assertThat(message.getHeader("MIME-Version")).containsExactly("1.0");
        assertThat(message.getHeader("X-Belay-Test")).containsExactly("=?UTF-8?Q?=C3=9Cbung?=");
    }

    @Test
    void the_same_source_gives_the_same_bytes_and_any_change_another_digest() {
        Form once = Form.compose(greeting);
        Form again = Form.compose(greeting);
        Form other = Form.compose(letter(greeting.subject(), greeting.text() + "!", greeting.html()));

        assertThat(again.frozen()).isEqualTo(once.frozen());
        assertThat(again.sha256()).isEqualTo(once.sha256()).hasSize(64).isNotEqualTo(other.sha256());
    }

    @Test
    void a_template_read_from_frozen_bytes_fills_to_the_same_bytes() {
        Form form = Form.compose(greeting);
        Form read = Form.of(form.frozen());
        Blanks ann = blanks("Ann", Map.of("givenName", "Ann"));

        assertThat(read.fill(ann)).isEqualTo(form.fill(ann));
        assertThat(read.sha256()).isEqualTo(form.sha256());
        assertThat(read.personal()).isTrue();
    }

    @Test
    void a_slot_of_the_mailing_is_filled_for_all_and_leaves_the_slots_of_persons() throws Exception {
        String sent = "\uE000mailing.sent en UTC\uE002(later)\uE001";
        String name = "\uE000givenName\uE002you\uE001";
        Letter open = letter("Of " + sent, sent + " for " + name, "<p>" + sent + " for " + name + "</p>");
        Form form = Form.compose(open);

        Form filled = form.filledForAll(slot -> slot + " <Été>");

        assertThat(Form.compose(to(new Mailbox("", "it@example.org"), letter("s", sent, sent)))
                        .personal())
                .isFalse();
        assertThat(form.attributes()).containsExactly("givenName");
        var later = read(form.fill(blanks("", Map.of("mailing.sent en UTC", ""))));
        assertThat(later.getSubject()).isEqualTo("Of (later)");
        var known = read(filled.fill(blanks("", Map.of("givenName", "Ann"))));
        assertThat(known.getSubject()).isEqualTo("Of mailing.sent en UTC <Été>");
        assertThat(part(known, 0)).isEqualTo("mailing.sent en UTC <Été> for Ann");
        assertThat(part(known, 1)).isEqualTo("<p>mailing.sent en UTC &lt;Été&gt; for Ann</p>");
    }

    @Test
    void a_message_with_a_shared_recipient_and_no_placeholder_is_not_personal() throws Exception {
        Form shared =
                Form.compose(to(new Mailbox("All staff", "it@example.org"), letter("Withdrawn", "x", "<p>x</p>")));

        assertThat(shared.personal()).isFalse();
        assertThat(read(shared.fill(blanks("Ann", Map.of()))).getHeader("To"))
                .containsExactly("All staff <it@example.org>");
        assertThat(Form.compose(letter("Withdrawn", "x", "<p>x</p>")).personal())
                .isTrue();
        assertThat(Form.compose(to(new Mailbox("", "it@example.org"), greeting)).personal())
                .isTrue();
    }

    @Test
    void dots_long_lines_bare_line_ends_and_nul_are_encoded() throws Exception {
        String text = ".\n..\r\n.dot\rafter CR\n" + "x".repeat(3000) + "\n\u0000trailing \t\nFrom me\n";
        byte[] filled = Form.compose(letter("s", text, "<p>.</p>")).fill(blanks("", Map.of()));

        assertThat(part(read(filled), 0))
                .isEqualTo(".\r\n..\r\n.dot\r\nafter CR\r\n" + "x".repeat(3000) + "\r\n trailing \t\r\nFrom me\r\n");
        assertThat(new String(filled, StandardCharsets.US_ASCII).lines().noneMatch(l -> l.startsWith(".")))
                .isTrue();
    }

    @Test
    void an_address_outside_ascii_is_written_in_seven_bits() throws Exception {
        byte[] filled = Form.compose(greeting)
                .fill(new Blanks("李雷", "李雷@example.org", Letters.NOON, "<a@example.org>", "t", Map.of()));

        assertThat(new String(filled, StandardCharsets.US_ASCII)).contains("?=\r\n :;\r\n");
        ReadBack.checkLines(filled);
    }

    @Test
    void values_not_allowed_in_headers_are_refused() {
        for (String address : new String[] {
            "a@b\r\nBcc: c@d", "a b@c", "a@b>, <c@d", "a@", "@b", "a", "", "a@b c", "\"a\"b\"@c", "a@b,c@d", "a@[1]x"
        }) {
            assertThatThrownBy(() -> new Mailbox("x", address))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Blanks("x", "a@b", Letters.NOON, "<a@b>\r\nBcc: c", "t", Map.of()))
                .hasMessageContaining("Message-ID");
        assertThatThrownBy(() -> new Blanks("x", "a@b", Letters.NOON, "<a@b>", "t\r\nBcc: c", Map.of()))
                .hasMessageContaining("token");
        assertThatThrownBy(() -> Form.compose(with(Map.of("Subject", "twice"), greeting)))
                .hasMessageContaining("Subject");
        assertThatThrownBy(() -> Form.compose(with(Map.of("X-A\r\nBcc", "x"), greeting)))
                .hasMessageContaining("header");
        assertThatThrownBy(() -> Form.compose(with(Map.of("X-A", slot("givenName")), greeting)))
                .hasMessageContaining("same for all recipients");
    }

    @Test
    void an_incomplete_placeholder_is_refused() {
        assertThatThrownBy(() -> Form.compose(letter("s", "Dear \uE000givenName", "x")))
                .hasMessageContaining("not closed");
        assertThatThrownBy(() -> Form.compose(letter("s", "Dear givenName\uE001", "x")))
                .hasMessageContaining("half");
        assertThatThrownBy(() -> Form.compose(letter("s", "\uE000\uE001", "x"))).hasMessageContaining("no attribute");
        assertThatThrownBy(() -> Form.of(new byte[] {1, 'T'})).hasMessageContaining("no end");
    }
}
