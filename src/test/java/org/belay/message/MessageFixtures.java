package org.belay.message;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.address.EmailAddress;
import org.belay.placeholder.Placeholder;

/** Message sources and recipient values for the tests of this package, and the parsed result from Jakarta Mail. */
final class MessageFixtures {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private MessageFixtures() {}

    static String placeholder(String attribute) {
        return placeholder(attribute, "");
    }

    static String placeholder(String attribute, String otherwise) {
        return new Placeholder(attribute, otherwise).notation();
    }

    static MessageSpec letter(String subject, String text, String html) {
        return new MessageSpec(
                new NamedAddress("IT Communications", new EmailAddress("it@example.org")),
                Optional.of(new NamedAddress("IT-Hilfe für alle", new EmailAddress("it-help@example.org"))),
                Optional.empty(),
                subject,
                html,
                text,
                "en",
                "TikTok on phones",
                ThreadIndex.root(new UUID(1, 2), NOON),
                List.of("<root@example.org>", "<notice@example.org>"),
                Optional.of("<root@example.org>"),
                Map.of());
    }

    static MessageSpec to(NamedAddress stated, MessageSpec l) {
        return new MessageSpec(
                l.from(),
                l.replyTo(),
                Optional.of(stated),
                l.subject(),
                l.html(),
                l.text(),
                l.language(),
                l.threadTopic(),
                l.threadIndex(),
                l.references(),
                l.inReplyTo(),
                l.extraHeaders());
    }

    static MessageSpec with(Map<String, String> more, MessageSpec l) {
        return new MessageSpec(
                l.from(),
                l.replyTo(),
                l.sharedTo(),
                l.subject(),
                l.html(),
                l.text(),
                l.language(),
                l.threadTopic(),
                l.threadIndex(),
                l.references(),
                l.inReplyTo(),
                more);
    }

    static MessageSpec inThread(String threadIndex, MessageSpec l) {
        return new MessageSpec(
                l.from(),
                l.replyTo(),
                l.sharedTo(),
                l.subject(),
                l.html(),
                l.text(),
                l.language(),
                l.threadTopic(),
                threadIndex,
                l.references(),
                l.inReplyTo(),
                l.extraHeaders());
    }

    static RecipientValues blanks(String name, Map<String, String> attributes) {
        return new RecipientValues(
                name, new EmailAddress("ann@example.org"), NOON, "<a.1@example.org>", "tok-1", attributes);
    }

    static MimeMessage read(byte[] message) throws Exception {
        return new MimeMessage((Session) null, new ByteArrayInputStream(message));
    }

    static String part(MimeMessage message, int n) throws Exception {
        return (String) ((MimeMultipart) message.getContent()).getBodyPart(n).getContent();
    }
}
