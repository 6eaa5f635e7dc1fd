package org.belay.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.belay.message.MessageFixtures.blanks;
import static org.belay.message.MessageFixtures.letter;
import static org.belay.message.MessageFixtures.part;
import static org.belay.message.MessageFixtures.placeholder;
import static org.belay.message.MessageFixtures.read;
import static org.belay.message.MessageFixtures.to;
import static org.belay.message.MessageFixtures.with;

import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.belay.address.EmailAddress;
import org.junit.jupiter.api.Test;

class MessageTemplateTest {
    private final MessageSpec greeting = letter(
            "Action required, " + placeholder("givenName", "colleague") + ": remove TikTok",
            "Dear " + placeholder("givenName", "colleague") + ",\n\nremove it.\n",
            "<p>Dear " + placeholder("givenName", "colleague") + ",</p>\n<p>remove it.</p>\n");

    @Test
    void a_recipients_name_is_filled_into_subject_text_and_html() throws Exception {
        var message =
                read(MessageTemplate.compose(greeting).fill(blanks("Ann O'Brien", Map.of("givenName", "Zoë <b>&"))));

        assertThat(message.getSubject()).isEqualTo("Action required, Zoë <b>&: remove TikTok");
        assertThat(part(message, 0)).isEqualTo("Dear Zoë <b>&,\r\n\r\nremove it.\r\n");
        assertThat(part(message, 1)).isEqualTo("<p>Dear Zoë &lt;b&gt;&amp;,</p>\r\n<p>remove it.</p>\r\n");
        assertThat(message.getHeader("To")).containsExactly("Ann O'Brien <ann@example.org>");
    }

    @Test
    void a_missing_attribute_is_replaced_by_the_default() throws Exception {
        var message = read(MessageTemplate.compose(greeting).fill(blanks("", Map.of("givenName", " "))));

        assertThat(message.getSubject()).isEqualTo("Action required, colleague: remove TikTok");
        assertThat(part(message, 0)).startsWith("Dear colleague,");
        assertThat(message.getHeader("To")).containsExactly("ann@example.org");
    }

    @Test
    void a_message_has_the_expected_headers() throws Exception {
        var message = read(MessageTemplate.compose(with(Map.of("X-Belay-Test", "Übung"), greeting))
                .fill(blanks("Ann", Map.of())));

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
        MessageTemplate once = MessageTemplate.compose(greeting);
        MessageTemplate again = MessageTemplate.compose(greeting);
        MessageTemplate other =
                MessageTemplate.compose(letter(greeting.subject(), greeting.text() + "!", greeting.html()));

        assertThat(again.frozen()).isEqualTo(once.frozen());
        assertThat(again.sha256()).isEqualTo(once.sha256()).hasSize(64).isNotEqualTo(other.sha256());
    }

    @Test
    void a_template_read_from_frozen_bytes_fills_to_the_same_bytes() {
        MessageTemplate form = MessageTemplate.compose(greeting);
        MessageTemplate read = MessageTemplate.of(form.frozen());
        RecipientValues ann = blanks("Ann", Map.of("givenName", "Ann"));

        assertThat(read.fill(ann)).isEqualTo(form.fill(ann));
        assertThat(read.sha256()).isEqualTo(form.sha256());
        assertThat(read.isPersonal()).isTrue();
    }

    @Test
    void a_placeholder_of_the_mailing_is_filled_for_all_and_leaves_those_of_persons() throws Exception {
        String sent = "\uE000mailing.sent en UTC\uE002(later)\uE001";
        String name = "\uE000givenName\uE002you\uE001";
        MessageSpec open = letter("Of " + sent, sent + " for " + name, "<p>" + sent + " for " + name + "</p>");
        MessageTemplate form = MessageTemplate.compose(open);

        MessageTemplate filled = form.filledForAll(value -> value + " <Été>");

        assertThat(MessageTemplate.compose(
                                to(new NamedAddress("", new EmailAddress("it@example.org")), letter("s", sent, sent)))
                        .isPersonal())
                .isFalse();
        assertThat(form.attributeNames()).containsExactly("givenName");
        var later = read(form.fill(blanks("", Map.of("mailing.sent en UTC", ""))));
        assertThat(later.getSubject()).isEqualTo("Of (later)");
        var known = read(filled.fill(blanks("", Map.of("givenName", "Ann"))));
        assertThat(known.getSubject()).isEqualTo("Of mailing.sent en UTC <Été>");
        assertThat(part(known, 0)).isEqualTo("mailing.sent en UTC <Été> for Ann");
        assertThat(part(known, 1)).isEqualTo("<p>mailing.sent en UTC &lt;Été&gt; for Ann</p>");
    }

    @Test
    void a_message_with_a_shared_recipient_and_no_placeholder_is_not_personal() throws Exception {
        MessageTemplate shared = MessageTemplate.compose(to(
                new NamedAddress("All staff", new EmailAddress("it@example.org")),
                letter("Withdrawn", "x", "<p>x</p>")));

        assertThat(shared.isPersonal()).isFalse();
        assertThat(read(shared.fill(blanks("Ann", Map.of()))).getHeader("To"))
                .containsExactly("All staff <it@example.org>");
        assertThat(MessageTemplate.compose(letter("Withdrawn", "x", "<p>x</p>")).isPersonal())
                .isTrue();
        assertThat(MessageTemplate.compose(to(new NamedAddress("", new EmailAddress("it@example.org")), greeting))
                        .isPersonal())
                .isTrue();
    }

    @Test
    void dots_long_lines_bare_line_ends_and_nul_are_encoded() throws Exception {
        String text = ".\n..\r\n.dot\rafter CR\n" + "x".repeat(3000) + "\n\u0000trailing \t\nFrom me\n";
        byte[] filled = MessageTemplate.compose(letter("s", text, "<p>.</p>")).fill(blanks("", Map.of()));

        assertThat(part(read(filled), 0))
                .isEqualTo(".\r\n..\r\n.dot\r\nafter CR\r\n" + "x".repeat(3000) + "\r\n trailing \t\r\nFrom me\r\n");
        assertThat(new String(filled, StandardCharsets.US_ASCII).lines().noneMatch(l -> l.startsWith(".")))
                .isTrue();
    }

    @Test
    void an_address_outside_ascii_is_written_in_seven_bits() throws Exception {
        byte[] filled = MessageTemplate.compose(greeting)
                .fill(new RecipientValues(
                        "李雷",
                        new EmailAddress("李雷@example.org"),
                        MessageFixtures.NOON,
                        "<a@example.org>",
                        "t",
                        Map.of()));

        assertThat(new String(filled, StandardCharsets.US_ASCII)).contains("?=\r\n :;\r\n");
        ReadBackVerifier.verifyLines(filled);
    }

    @Test
    void values_not_allowed_in_headers_are_refused() {
        for (String address : new String[] {
            "a@b\r\nBcc: c@d", "a b@c", "a@b>, <c@d", "a@", "@b", "a", "", "a@b c", "\"a\"b\"@c", "a@b,c@d", "a@[1]x"
        }) {
            assertThatThrownBy(() -> new EmailAddress(address))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new RecipientValues(
                        "x", new EmailAddress("a@b"), MessageFixtures.NOON, "<a@b>\r\nBcc: c", "t", Map.of()))
                .hasMessageContaining("Message-ID");
        assertThatThrownBy(() -> new RecipientValues(
                        "x", new EmailAddress("a@b"), MessageFixtures.NOON, "<a@b>", "t\r\nBcc: c", Map.of()))
                .hasMessageContaining("token");
        assertThatThrownBy(() -> MessageTemplate.compose(with(Map.of("Subject", "twice"), greeting)))
                .hasMessageContaining("Subject");
        assertThatThrownBy(() -> MessageTemplate.compose(with(Map.of("X-A\r\nBcc", "x"), greeting)))
                .hasMessageContaining("header");
        assertThatThrownBy(() -> MessageTemplate.compose(with(Map.of("X-A", placeholder("givenName")), greeting)))
                .hasMessageContaining("same for all recipients");
    }

    @Test
    void an_incomplete_placeholder_is_refused() {
        assertThatThrownBy(() -> MessageTemplate.compose(letter("s", "Dear \uE000givenName", "x")))
                .hasMessageContaining("not closed");
        assertThatThrownBy(() -> MessageTemplate.compose(letter("s", "Dear givenName\uE001", "x")))
                .hasMessageContaining("half");
        assertThatThrownBy(() -> MessageTemplate.compose(letter("s", "\uE000\uE001", "x")))
                .hasMessageContaining("no name");
        assertThatThrownBy(() -> MessageTemplate.of(new byte[] {1, 'T'})).hasMessageContaining("no end");
    }
}
