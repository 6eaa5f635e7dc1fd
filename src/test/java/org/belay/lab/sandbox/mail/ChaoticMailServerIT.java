package org.belay.lab.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.belay.lab.sandbox.company.TessamarCompany;
import org.belay.testkit.RelayRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaoticMailServerIT {
    private static final int MAILS = 120;

    @Test
    void accepted_mails_are_in_mailboxes_and_record_and_some_mails_fail(@TempDir Path folder)
            throws MessagingException {
        var mailboxes = new StaffMailboxes(TessamarCompany.of(10));
        Path record = folder.resolve("record.tsv");
        int failed = 0;
        try (var server = new ChaoticMailServer(0, mailboxes, Clock.systemUTC(), record, 20200710)) {
            for (int i = 0; i < MAILS; i++) failed += sends(server.port(), i) ? 0 : 1;
        }
        long there = mailboxes.tally().mails();

        assertThat(there).isEqualTo(RelayRecord.read(record).size()).isBetween(MAILS / 2L, MAILS - 1L);
        assertThat(failed)
                .as("mails whose sender was not told that they were taken")
                .isGreaterThan(0);
    }

    private static boolean sends(int port, int number) throws MessagingException {
        var how = new Properties();
        how.put("mail.smtp.host", "127.0.0.1");
        how.put("mail.smtp.port", Integer.toString(port));
        how.put("mail.smtp.timeout", "10000");
        var message = new MimeMessage(Session.getInstance(how));
        message.setFrom("it@tessamar.example");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("p" + number + "@tessamar.example"));
        message.setSubject("Mail " + number);
        message.setText("Hello");
        try {
            Transport.send(message);
            return true;
        } catch (MessagingException asChanceWillHaveIt) {
            return false;
        }
    }
}
