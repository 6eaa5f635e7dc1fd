package org.belay.lab.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.belay.lab.sandbox.company.TessamarCompany;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxMailServerTest {
    private final StaffMailboxes mailboxes = new StaffMailboxes(TessamarCompany.of(50));
    private final SandboxMailServer server = SandboxMailServer.start(0, mailboxes, Clock.systemUTC());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_correction_is_listed_first_and_linked_to_its_notice() throws Exception {
        send("li.lei@tessamar.example", "notice", "Remove the app");
        send("li.lei@tessamar.example", "correction", "Withdrawn: Remove the app");

        var page = mailboxes.page(StaffMailboxes.MailFilter.ALL, 0, 10);

        assertThat(page.mails())
                .extracting(SandboxMail::kind)
                .containsExactly(SandboxMail.MailKind.CORRECTION, SandboxMail.MailKind.NOTICE);
        assertThat(mailboxes.noticeBefore(page.mails().get(0)))
                .contains(page.mails().get(1));
        assertThat(mailboxes.tally()).isEqualTo(new StaffMailboxes.MailboxCounts(2, 1, 50, 1, 1, 0));
    }

    @Test
    void a_correction_without_its_notice_is_a_stray() throws Exception {
        send("li.lei@tessamar.example", "notice", "Remove the app");
        send("siobhan.obrien@tessamar.example", "correction", "Withdrawn: Remove the app");
        send("stranger@elsewhere.example", "notice", "Remove the app");

        assertThat(mailboxes.tally().strays()).isEqualTo(2);
    }

    @Test
    void a_mail_is_found_by_the_name_of_its_owner_in_any_script() throws Exception {
        send("li.lei@tessamar.example", "notice", "Remove the app");
        send("siobhan.obrien@tessamar.example", "notice", "Remove the app");

        assertThat(found("李雷")).containsExactly("li.lei@tessamar.example");
        assertThat(found("o'brien")).containsExactly("siobhan.obrien@tessamar.example");
        assertThat(found("remove")).hasSize(2);
    }

    @Test
    void an_opened_mail_shows_what_was_sent() throws Exception {
        send("li.lei@tessamar.example", "notice", "Prüfung für 李雷");

        var open = ParsedMail.of(mailboxes.mail(1).orElseThrow());

        assertThat(open.text()).contains("Bitte lösche die App, 李雷.");
        assertThat(open.headers()).anySatisfy(h -> assertThat(h.name()).isEqualTo("Belay-Kind"));
        assertThat(mailboxes.mail(1).orElseThrow().subject()).isEqualTo("Prüfung für 李雷");
        assertThat(mailboxes.mail(2)).isEmpty();
    }

    private List<String> found(String words) {
        return mailboxes.page(new StaffMailboxes.MailFilter(words, Optional.empty()), 0, 10).mails().stream()
                .map(SandboxMail::recipient)
                .toList();
    }

    private void send(String to, String kind, String subject) throws Exception {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(server.port()));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom("it@tessamar.example");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setText("Bitte lösche die App, 李雷.", "UTF-8");
        message.setHeader("Belay-Kind", kind);
        message.setHeader("In-Reply-To", "<root@tessamar.example>");
        Transport.send(message);
    }
}
