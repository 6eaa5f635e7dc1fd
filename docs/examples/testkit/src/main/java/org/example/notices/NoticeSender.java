package org.example.notices;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** Sends a text to some people in one message. */
public final class NoticeSender {
    private final Session session;

    /** Waits at most {@code patience} for a connection and for each reply of the relay. */
    public NoticeSender(String host, int port, Duration patience) {
        var settings = new Properties();
        settings.put("mail.smtp.host", host);
        settings.put("mail.smtp.port", port);
        settings.put("mail.smtp.connectiontimeout", (int) patience.toMillis());
        settings.put("mail.smtp.timeout", (int) patience.toMillis());
        settings.put("mail.smtp.sendpartial", true); // one refused recipient does not stop the others
        session = Session.getInstance(settings);
    }

    /** Who has the message, who was refused, and who was not sent to but may be tried again. */
    public record Report(List<String> sent, List<String> refused, List<String> retry) {}

    /**
     * Sends once; it does not retry.
     *
     * @throws MessagingException if the connection failed; after the end of the data the relay may have the message
     */
    public Report send(String subject, String text, List<String> people) throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom("notices@example.org");
        message.setRecipients(Message.RecipientType.TO, String.join(",", people));
        message.setSubject(subject);
        message.setText(text);
        try {
            Transport.send(message);
            return new Report(people, List.of(), List.of());
        } catch (SendFailedException e) {
            return new Report(
                    names(e.getValidSentAddresses()),
                    names(e.getInvalidAddresses()),
                    names(e.getValidUnsentAddresses()));
        }
    }

    private static List<String> names(Address[] addresses) {
        return addresses == null
                ? List.of()
                : Arrays.stream(addresses).map(Address::toString).toList();
    }
}
