package org.belay.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
    private static final String NAME = "12.4711.0123456789abcdef";

    @Test
    void b01_a_report_is_parsed_into_recipient_reason_and_references() {
        ParsedReport report = read("postfix-failed.eml");

        assertThat(report.kind()).isEqualTo(ReportKind.BOUNCE);
        assertThat(report.references().transactions()).containsExactly(NAME);
        assertThat(report.references().deliveries())
                .containsExactly("00112233445566aa.4711.00112233445566778899aabbccddeeff");
        assertThat(report.recipients()).singleElement().satisfies(said -> {
            assertThat(said.original()).contains("ann+x@sub.example");
            assertThat(said.action()).isEqualTo(DsnAction.FAILED);
            assertThat(said.status()).isEqualTo("5.1.1");
            assertThat(said.reason()).isEqualTo("550 5.1.1 <ann+x@sub.example>: no mailbox here by that name");
            assertThat(said.isDeadAddress()).isTrue();
        });
    }

    @Test
    void b03_each_recipient_of_a_report_has_its_own_status() {
        assertThat(read("mixed.eml").recipients())
                .extracting(said -> said.address() + " " + said.action() + " " + said.status())
                .containsExactly(
                        "ann@corp.example FAILED 5.2.2",
                        "bob@corp.example DELAYED 4.4.1",
                        "cem@corp.example RELAYED 2.0.0",
                        "dan@corp.example DELIVERED 2.0.0",
                        "team@corp.example EXPANDED 2.0.0");
    }

    @Test
    void b07_encoded_control_characters_in_addresses_are_not_decoded() {
        String report = text("postfix-failed.eml");
        for (String strange : List.of("a+00b@sub.example", "a\\x{00}b@sub.example", "a\\x{D800}b@sub.example")) {
            String crafted = report.replaceAll(
                    "(?m)^(Original|Final)-Recipient:.*$",
                    "$1-Recipient: rfc822; " + Matcher.quoteReplacement(strange));
            assertThat(read(crafted.getBytes(StandardCharsets.UTF_8)).recipients())
                    .singleElement()
                    .satisfies(said -> {
                        assertThat(said.original()).as("as written").contains(strange);
                        assertThat(said.others()).containsOnly(strange);
                    });
        }
        assertThat(DsnFields.address("rfc822; a\0b@sub.example")).isEmpty();
    }

    @Test
    void the_delivery_header_is_case_insensitive() {
        String report = text("exchange-online.eml");
        String shouted = Pattern.compile("Belay-Delivery:.*")
                .matcher(report)
                .replaceAll(header -> header.group().toUpperCase(Locale.ROOT));

        assertThat(shouted).isNotEqualTo(report);
        assertThat(read(shouted.getBytes(StandardCharsets.UTF_8)).references().deliveries())
                .isEqualTo(read("exchange-online.eml").references().deliveries());
    }

    @Test
    void b11_a_full_mailbox_is_not_a_dead_address() {
        assertThat(read("mixed.eml").recipients().get(0).isDeadAddress()).isFalse();
        RecipientStatus unknown = read("exchange-online.eml").recipients().get(0);
        assertThat(unknown.status()).isEqualTo("5.4.1");
        assertThat(unknown.isDeadAddress()).isTrue();
        assertThat(BounceClassifier.isDeadAddress("5.7.1", "550 5.7.1 message refused by policy"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exim-failed.eml", "qmail-failed.eml"})
    void a_bounce_in_prose_is_parsed(String letter) {
        ParsedReport report = read(letter);

        assertThat(report.kind()).isEqualTo(ReportKind.BOUNCE);
        assertThat(report.references().transactions()).containsExactly(NAME);
        assertThat(report.recipients()).singleElement().satisfies(said -> {
            assertThat(said.address()).isEqualTo("ann@sub.example");
            assertThat(said.action()).isEqualTo(DsnAction.FAILED);
            assertThat(said.status()).startsWith("5.");
        });
    }

    @Test
    void a_bounce_in_html_is_parsed_as_its_reader_sees_it() {
        String prose = text("qmail-failed.eml");
        int body = prose.indexOf("\n\n");
        String html = prose.substring(0, body) + "\nContent-Type: text/html\n\n<style>p > .x { }</style>"
                + prose.substring(body)
                        .replace("<ann@sub.example>", "&lt;<b>ann&#x40;sub&period;example</b>&gt;")
                        .replace("\n", "<br>");

        assertThat(read(html.getBytes(StandardCharsets.UTF_8)).recipients())
                .extracting(RecipientStatus::address)
                .containsExactly("ann@sub.example");
    }

    @Test
    void with_a_fixed_return_path_the_returned_message_identifies_the_delivery() {
        MessageReferences signs = read("exchange-online.eml").references();

        assertThat(signs.transactions()).isEmpty();
        assertThat(signs.deliveries()).hasSize(1);
    }

    @Test
    void b05_replies_and_receipts_are_no_bounces() {
        assertThat(read("out-of-office.eml").kind()).isEqualTo(ReportKind.AUTO_REPLY);
        assertThat(read("person-quotes-a-bounce.eml").kind()).isEqualTo(ReportKind.MAIL);
        assertThat(read("receipt.eml").kind()).isEqualTo(ReportKind.RECEIPT);
        for (String mail : List.of("out-of-office.eml", "person-quotes-a-bounce.eml", "receipt.eml")) {
            assertThat(read(mail).recipients()).as(mail).isEmpty();
        }
    }

    @Test
    void b07_any_line_end_and_an_mbox_separator_are_accepted() {
        String report = text("postfix-failed.eml");
        for (String same : List.of(
                report.replace("\n", "\r\n"),
                report.replace("\n", "\r"),
                "From - Tue Nov 24 10:12:07 2026\n" + report)) {
            assertThat(read(same.getBytes(StandardCharsets.UTF_8)).recipients())
                    .extracting(RecipientStatus::address)
                    .containsExactly("ann+x@sub.example");
        }
    }

    @Test
    void b07_a_truncated_report_or_one_without_its_boundary_is_parsed() {
        String report = text("postfix-failed.eml");
        String cut = report.substring(
                0, report.indexOf("--4TzQm35Kk.1795515127/mx1.corp.example\nContent-Description: Und"));
        String broken = report.replace("boundary=\"4TzQm", "boundary=\"other");
        for (String one : List.of(cut, broken)) {
            assertThat(read(one.getBytes(StandardCharsets.UTF_8)).recipients())
                    .extracting(RecipientStatus::status)
                    .containsExactly("5.1.1");
        }
    }

    @Test
    @Timeout(20)
    void b07_malformed_and_oversized_messages_are_parsed_in_bounded_time() {
        var wide = new StringBuilder("Content-Type: multipart/mixed; boundary=b\n\n");
        for (int i = 0; i < 10_000; i++) {
            wide.append("--b\nContent-Type: text/plain\n\nx\n");
        }
        var deep = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n");
        }
        String oneLine = "Subject: " + "a".repeat(3_000_000);
        for (String bomb : List.of(wide.toString(), deep.toString(), oneLine, "", "\0\0\0", "no headers at all")) {
            assertThat(read(bomb.getBytes(StandardCharsets.UTF_8)).recipients()).isEmpty();
        }
        var noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        assertThat(read(noise).recipients()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<br",
                "<a@b.example>",
                "a@",
                "550 5.1.1 ",
                "-- original ",
                "Final-Recipient: ",
                "\\x{41}",
                "+2B",
                ". "
            })
    @Timeout(20)
    void x28_endless_repetitions_are_parsed_in_linear_time(String again) {
        String endless = again.repeat(1_500_000 / again.length());
        String server = "Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nSubject: failure notice\n";
        for (String type : List.of("text/plain", "text/html", "message/delivery-status")) {
            read((server + "Content-Type: " + type + "\n\nfailed\n" + endless).getBytes(StandardCharsets.UTF_8));
        }
        read((server + "X-Failed-Recipients: " + endless + "\n\n" + endless).getBytes(StandardCharsets.UTF_8));
        assertThat(read((server + "\n" + endless).getBytes(StandardCharsets.UTF_8))
                        .kind())
                .isEqualTo(ReportKind.BOUNCE);
    }

    private static ParsedReport read(String file) {
        return read(text(file).getBytes(StandardCharsets.UTF_8));
    }

    private static ParsedReport read(byte[] message) {
        return ReportReader.read(message);
    }

    private static String text(String file) {
        try (InputStream in = ReportReaderTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
