package org.belay.lab.bench.sender;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Date;
import java.util.Properties;

/**
 * What a Java program does without Belay: one open {@code Transport} per thread, and for each person a message of
 * text and HTML with their name. It keeps no records.
 */
public record JakartaMailSender(int threads, String text, String html) implements ComparedSender {

    /** With text and HTML of a message that Belay sent. */
    public static JakartaMailSender like(byte[] message, int threads) {
        try {
            var mail = new MimeMessage(session(0), new ByteArrayInputStream(message));
            if (mail.getContent() instanceof MimeMultipart parts) {
                return new JakartaMailSender(
                        threads,
                        parts.getBodyPart(0).getContent().toString(),
                        parts.getBodyPart(1).getContent().toString());
            }
            return new JakartaMailSender(
                    threads, mail.getContent().toString(), mail.getContent().toString());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("Jakarta Mail cannot read a mail of Belay", e);
        }
    }

    @Override
    public String name() {
        return "Jakarta Mail Transport";
    }

    @Override
    public void send(int port, int messages) throws InterruptedException {
        ParallelWork.run(name(), threads, messages, (worker, share) -> worker(port, worker, share));
    }

    private void worker(int port, int worker, int messages) throws MessagingException {
        Session session = session(port);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            for (int i = 0; i < messages; i++) {
                MimeMessage message = message(session, "p" + worker + "-" + i);
                transport.sendMessage(message, message.getAllRecipients());
            }
        }
    }

    private MimeMessage message(Session session, String name) throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress("it-notices@bench.example"));
        message.setRecipients(MimeMessage.RecipientType.TO, name + "@bench.example");
        message.setSubject("Action required: " + name);
        message.setSentDate(new Date());
        var plain = new MimeBodyPart();
        plain.setText("Hello " + name + ",\n" + text, "utf-8");
        var rich = new MimeBodyPart();
        rich.setText(html.replace("</body>", name + "</body>"), "utf-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, rich));
        message.saveChanges();
        return message;
    }

    private static Session session(int port) {
        var how = new Properties();
        how.put("mail.smtp.host", "127.0.0.1");
        how.put("mail.smtp.port", Integer.toString(port));
        how.put("mail.smtp.localhost", "bench.example");
        return Session.getInstance(how);
    }
}
