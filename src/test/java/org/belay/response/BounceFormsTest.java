package org.belay.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounces without usable fields, and messages that look like bounces and are none (docs/faults.md, B05, B11 and B12). */
class BounceFormsTest {
    private static final String SERVER = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: bounces@corp.example\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: E\n\nYour message\n\n  Subject: News\n\ndid not reach the following recipient(s):\n\n"
                        + "ann@sub.example on Tue, 1 Dec 2026 10:00:00 +0100\n    The recipient name is not recognized\n",
                "Subject: Re: News\n\nError: Invalid user address\n\nError message below:\n550 - no such user here\n\n"
                        + "Message details:\n  MAIL FROM: bounces@corp.example\n  RCPT TO: ann@sub.example\n",
                "Subject: FAILURE NOTICE\n\n--- The following addresses had permanent fatal errors ---\n\n"
                        + ">>> ann@sub.example <ann@sub.example>\n\n550 sorry, no mailbox here by that name (#5.1.1)\n",
                "Subject: mail failed, returning to sender\n\nFailed addresses follow:\n ann@sub.example ... unknown host\n"
                        + "Message text follows:\nReceived: from x.example for bob@sub.example\n",
                "Subject: Returned mail\n\nThe message could not be delivered.\n\nReporting-MTA: dns; mx.example\n"
                        + "Final-Recipient: rfc822; ann@sub.example\nAction: failed\nStatus: 5.1.1\n",
                "Subject: Impossible de remettre le message\n\n<ann@sub.example>: 550 5.1.1 utilisateur inconnu\n",
                "Subject: Undelivered\n\nMessage-ID: <1.2@corp.example>\nann@sub.example Invalid Address, 550 5.1.1\n",
            })
    void b12_a_bounce_in_words_names_its_recipient(String rest) {
        assertThat(read(SERVER + rest).recipients()).singleElement().satisfies(said -> {
            assertThat(said.address()).isEqualTo("ann@sub.example");
            assertThat(said.action()).isEqualTo(DsnAction.FAILED);
            assertThat(said.status()).startsWith("5.");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "failed, 5.1.1, FAILED",
        "failed, 4.4.7, FAILED",
        "FAILED (bad address), 5.1.1, FAILED",
        "failed, 2.1.5, DELIVERED",
        "deliverable, 2.1.5, DELIVERED",
        "delivered, 2.0.0, DELIVERED",
        "relayed, 2.0.0, RELAYED",
        "expanded, 2.0.0, EXPANDED",
        "deliverable, 5.1.1, DELAYED",
        "undeliverable, 5.1.1, DELAYED",
        "'', 5.1.1, FAILED",
        "'', 4.4.1, DELAYED",
        "'', 2.0.0, DELIVERED",
    })
    void b12_a_success_or_an_undefined_action_is_no_failure(String action, String status, DsnAction expected) {
        String field = action.isEmpty() ? "" : "Action: " + action + "\n";
        String report = """
                Subject: Mail Delivery Status Report
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                Enclosed is the report. <ann@sub.example>: 250 2.1.5 Ok
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; ann@sub.example
                %sStatus: %s
                --b--
                """.formatted(field, status);

        assertThat(read(SERVER + report).recipients())
                .singleElement()
                .extracting(RecipientStatus::action)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your message was successfully delivered to ann@sub.example.",
                "<ann@sub.example>: delivery via mx.sub.example: 250 2.1.5 Ok",
                "Enclosed is the mail delivery report that you requested.\n\n<ann@sub.example>: done"
            })
    void b12_a_success_in_words_is_no_failure(String words) {
        assertThat(read(SERVER + "Subject: Delivery report\n\n" + words).recipients())
                .extracting(RecipientStatus::action)
                .containsOnly(DsnAction.DELIVERED);
    }

    @Test
    void b03_recipients_without_empty_lines_between_them_are_all_read() {
        String fields = """
                Subject: failure
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example
                Final-Recipient: rfc822; ann@sub.example
                Action: failed
                Status: 5.1.1
                Final-Recipient: rfc822; bob@sub.example
                Original-Recipient: rfc822; bob@corp.example
                Action: delayed
                Status: 4.2.2
                """;

        assertThat(read(SERVER + fields).recipients())
                .extracting(said -> said.address() + " " + said.action())
                .containsExactly("ann@sub.example FAILED", "bob@corp.example DELAYED");
    }

    @Test
    void a_report_that_names_no_address_is_about_the_recipient_of_the_returned_message() {
        String report = """
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/mixed; boundary=b

                --b

                Your message could not be delivered. 550 5.2.0 rejected
                --b
                Content-Type: message/rfc822

                From: it@corp.example
                To: Ann <ann@sub.example>

                Hello
                --b--
                """;

        assertThat(read(SERVER + report).recipients())
                .singleElement()
                .extracting(RecipientStatus::address)
                .isEqualTo("ann@sub.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Automatic reply: News",
                "Automatische Antwort: Neues",
                "R\u00e9ponse automatique : Nouvelles",
                "=?utf-8?Q?R=C3=A9ponse_automatique?=",
                "Respuesta autom\u00e1tica: Noticias",
                "Risposta automatica: Novit\u00e0",
                "Resposta autom\u00e1tica",
                "Automatisch antwoord: Nieuws",
                "Autosvar: Nyheter",
                "Out of Office: News",
                "\u81ea\u52d5\u5fdc\u7b54: News",
                "\u0410\u0432\u0442\u043e\u043c\u0430\u0442\u0438\u0447\u0435\u0441\u043a\u0438\u0439 \u043e\u0442\u0432\u0435\u0442: News",
            })
    void b05_an_automatic_reply_is_never_a_bounce(String subject) {
        for (String words : List.of(
                "I left the company. Mail to ann@sub.example is not delivered to anybody.",
                "My mailbox is full. 550 5.2.2 ann@sub.example is not available.",
                "User unknown: I no longer work here; write to bob@sub.example.")) {
            ParsedReport report =
                    read("Return-Path: <>\nFrom: Ann <ann@sub.example>\nSubject: " + subject + "\n\n" + words);

            assertThat(report.kind()).as(words).isEqualTo(ReportKind.AUTO_REPLY);
            assertThat(report.recipients()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Return-Path: <>\nFrom: Ann <ann@sub.example>\nSubject: Re: News\n\nI got an error when I opened bob@sub.example.",
                "Return-Path: <>\nFrom: Ticket <noreply@desk.example>\nSubject: Your ticket\n\nThe address bob@sub.example was rejected.",
                "From: Ann <ann@sub.example>\nSubject: Fwd: Undeliverable\n\n550 5.1.1 <bob@sub.example> User unknown. What is this?",
                "From: Ann <ann@sub.example>\nSubject: Re: News\n\nFinal-Recipient: rfc822; bob@sub.example\nAction: failed\n",
            })
    void b05_a_letter_is_never_a_bounce(String letter) {
        assertThat(read(letter).kind()).isEqualTo(ReportKind.MAIL);
        assertThat(read(letter).recipients()).isEmpty();
    }

    private static ParsedReport read(String message) {
        return ReportReader.read(message.getBytes(StandardCharsets.UTF_8));
    }
}
