package org.belay.response;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * The parts of a message that can contain a report. The returned message is not searched: a report inside it is not about our mail. Number,
 * depth and length of the parts read are limited, so that no message delays the next one (docs/faults.md, B07).
 */
final class ReportParts {
    private static final int MAX_PARTS = 100;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_BYTES = 256 * 1024;
    /** HTML elements that end a line. */
    private static final Set<String> LINES = Set.of("br", "p", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6");

    final List<DeliveryStatus> statuses = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder returned = new StringBuilder();
    private final StringBuilder feedback = new StringBuilder();
    boolean receipt;
    private int seen;

    static ReportParts of(MimeMessage message) {
        var parts = new ReportParts();
        parts.read(message, 0);
        if (parts.plain.isEmpty() && parts.html.isEmpty() && parts.statuses.isEmpty()) {
            parts.readUnstructured(message);
        }
        return parts;
    }

    /** Reads a message whose parts cannot be separated, because its boundary was lost in transport. */
    private void readUnstructured(MimeMessage message) {
        try (InputStream in = message.getRawInputStream()) {
            String all = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            plain.append(all);
            String fields = DsnFieldScanner.fieldsIn(all);
            if (!fields.isEmpty()) {
                statuses.add(DsnFields.parse(fields.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            // the message then has no parts
        }
    }

    /** The readable text: the plain text parts, or else the HTML parts without tags. */
    String text() {
        return plain.isEmpty() ? withoutTags(html.substring(0, Math.min(html.length(), MAX_BYTES))) : plain.toString();
    }

    /** The beginning of the returned message: its headers, and possibly its body. */
    String returned() {
        return returned.toString();
    }

    /** The fields of a feedback report (RFC 5965); empty if there is none. */
    String feedback() {
        return feedback.toString();
    }

    private void read(Part part, int depth) {
        if (seen++ > MAX_PARTS || depth > MAX_DEPTH) {
            return;
        }
        try {
            String type = type(part);
            switch (type) {
                case "message/delivery-status", "message/global-delivery-status" ->
                    statuses.add(DsnFields.parse(bytes(part)));
                case "message/disposition-notification", "message/global-disposition-notification" -> receipt = true;
                case "message/feedback-report" -> feedback.append(words(part)).append('\n');
                case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers" ->
                    returned.append(words(part)).append('\n');
                case "text/html" -> html.append(words(part)).append('\n');
                default -> readContent(part, type, depth);
            }
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            // skip a broken part and read the others
        }
    }

    private void readContent(Part part, String type, int depth) throws MessagingException, IOException {
        if (type.startsWith("multipart/")) {
            Multipart multipart = new MimeMultipart(part.getDataHandler().getDataSource());
            for (int i = 0; i < multipart.getCount() && seen <= MAX_PARTS; i++) {
                read(multipart.getBodyPart(i), depth + 1);
            }
        } else if (type.startsWith("text/")) {
            plain.append(words(part)).append('\n');
        }
    }

    private static String type(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException unreadable) {
            return "text/plain";
        }
    }

    private static String words(Part part) throws MessagingException, IOException {
        return new String(bytes(part), charset(part));
    }

    private static Charset charset(Part part) {
        try {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (MessagingException | IllegalArgumentException unknown) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    private static String withoutTags(String html) {
        var text = new StringBuilder();
        Jsoup.parse(html).traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words)
                    text.append(words.getWholeText()).append(' ');
            }

            @Override
            public void tail(Node node, int depth) {
                if (LINES.contains(node.nodeName())) text.append('\n');
            }
        });
        return text.toString().replace('\u00a0', ' ');
    }
}
