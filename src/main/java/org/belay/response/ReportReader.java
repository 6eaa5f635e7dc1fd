package org.belay.response;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.dsn.DeliveryStatus;

/**
 * Parses a returned message: {@code ReportReader.read(bytes).recipients()} is the status of each recipient. Needs no server and no database, and
 * throws no exception: for a message that is no report, the result says which kind it is.
 */
public final class ReportReader {

    /** Longer messages are truncated: the report precedes the returned message. */
    public static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final int MAX_PARTS = 1000;

    private static final int MAX_RECIPIENTS = 1000;

    private static final Session SESSION = Session.getInstance(properties());

    /** Headers in which a mail system records the envelope recipient. */
    private static final List<String> ENVELOPE_RECIPIENT_HEADERS = List.of(
            "X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "X-Rcpt-To", "To", "Cc", "Resent-To");

    private static final Pattern FEEDBACK_RECIPIENT =
            Pattern.compile("(?im)^(?:Original-Rcpt-To|Removal-Recipient|Final-Recipient):\\s*(.+)$");

    private static final Pattern TO = Pattern.compile("(?im)^To:\\s*(.+)$");

    private ReportReader() {}

    /** Headers may be in UTF-8 without an encoding (RFC 6532). */
    private static Properties properties() {
        var properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }

    public static ParsedReport read(byte[] message) {
        try {
            return read(new MimeMessage(SESSION, new SharedByteArrayInputStream(asMessage(message))));
        } catch (MessagingException | RuntimeException unreadable) {
            return new ParsedReport(
                    ReportKind.UNREADABLE,
                    List.of(),
                    new MessageReferences(List.of(), List.of()),
                    "",
                    "",
                    "It has no headers of a mail, or too many parts.");
        }
    }

    private static ParsedReport read(MimeMessage message) throws MessagingException {
        if (!message.getAllHeaders().hasMoreElements()) {
            throw new MessagingException("The message has no headers.");
        }
        ReportParts parts = ReportParts.of(message);
        List<RecipientStatus> recipients = recipients(message, parts);
        ReportKind kind = kind(message, parts, recipients);
        return new ParsedReport(
                kind,
                recipients,
                MessageReferences.findIn(addressed(message, parts), parts.returned() + "\n" + parts.text()),
                MessageOrigin.header(message, "From"),
                MessageOrigin.subject(message),
                evidence(kind, message, parts));
    }

    private static List<RecipientStatus> recipients(MimeMessage message, ReportParts parts) throws MessagingException {
        List<RecipientStatus> fields = parts.statuses.stream()
                .flatMap(s -> DsnFields.recipients(s).stream())
                .toList();
        if (fields.stream().anyMatch(said -> !said.address().isEmpty())) {
            return fields;
        }
        if (!parts.feedback().isEmpty()) {
            return complaint(parts);
        }
        if (!MessageOrigin.isServer(message, parts)) {
            return List.of();
        }
        List<RecipientStatus> inText = DsnFields.inText(parts.text());
        return inText.isEmpty() ? inWords(message, parts) : inText;
    }

    private static String evidence(ReportKind kind, MimeMessage message, ReportParts parts) throws MessagingException {
        return switch (kind) {
            case BOUNCE ->
                parts.statuses.isEmpty()
                        ? "It comes from a mail server, and describes the delivery in words."
                        : "It has the fields of a delivery status notification (RFC 3464).";
            case AUTO_REPLY ->
                "Its headers or its subject mark it as an automatic reply, and it is no report of a mail server.";
            case RECEIPT -> "It has the fields of a disposition notification (RFC 8098).";
            case FEEDBACK -> "It has the fields of a feedback report (RFC 5965).";
            case MAIL ->
                MessageOrigin.isServer(message, parts)
                        ? "It comes from a mail server, but names no delivery."
                        : "It does not come from a mail server, or does not describe a delivery; what it quotes is not read.";
            case UNREADABLE -> "It is not a mail.";
        };
    }

    private static List<RecipientStatus> inWords(MimeMessage message, ReportParts parts) throws MessagingException {
        List<String> failed = Stream.of(
                        MessageOrigin.header(message, "X-Failed-Recipients").split("[,\\s]+"))
                .flatMap(one -> DsnFields.address(one).stream())
                .limit(MAX_RECIPIENTS)
                .toList();
        List<String> not = Stream.of(MessageOrigin.header(message, "From"), MessageOrigin.header(message, "To"))
                .flatMap(one -> DsnFields.address(one).stream())
                .toList();
        List<RecipientStatus> said = TextBounceParser.parse(MessageOrigin.subject(message), parts.text(), failed, not);
        return said.stream().noneMatch(one -> !one.address().isEmpty()) ? withRecipient(said.get(0), parts) : said;
    }

    /** A report that names no address is about the recipient of the returned message, if it had one recipient. */
    private static List<RecipientStatus> withRecipient(RecipientStatus said, ReportParts parts) {
        Matcher to = TO.matcher(parts.returned());
        boolean isMail = !parts.returned().contains("delivery-status");
        Optional<String> address = isMail && to.find() ? DsnFields.address(to.group(1)) : Optional.empty();
        return address.map(one -> new RecipientStatus(
                        Optional.empty(), List.of(one), said.action(), said.status(), said.diagnostic()))
                .map(List::of)
                .orElse(List.of(said));
    }

    private static List<RecipientStatus> complaint(ReportParts parts) {
        var said = new ArrayList<RecipientStatus>();
        Matcher matcher = FEEDBACK_RECIPIENT.matcher(parts.feedback());
        while (matcher.find() && said.size() < 100) {
            DsnFields.address(matcher.group(1))
                    .ifPresent(address -> said.add(new RecipientStatus(
                            Optional.empty(), List.of(address), DsnAction.DELIVERED, "", "a complaint")));
        }
        if (said.isEmpty()) {
            Matcher to = TO.matcher(parts.returned());
            if (to.find()) {
                DsnFields.address(to.group(1))
                        .ifPresent(address -> said.add(new RecipientStatus(
                                Optional.empty(), List.of(address), DsnAction.DELIVERED, "", "a complaint")));
            }
        }
        return said;
    }

    private static ReportKind kind(MimeMessage message, ReportParts parts, List<RecipientStatus> said)
            throws MessagingException {
        if (!parts.feedback().isEmpty()) {
            return ReportKind.FEEDBACK;
        }
        if (!said.isEmpty()) {
            return ReportKind.BOUNCE;
        }
        if (parts.receipt) {
            return ReportKind.RECEIPT;
        }
        return MessageOrigin.isAutoReply(message) ? ReportKind.AUTO_REPLY : ReportKind.MAIL;
    }

    private static List<String> addressed(MimeMessage message, ReportParts parts) throws MessagingException {
        var values = new ArrayList<String>();
        for (String name : ENVELOPE_RECIPIENT_HEADERS) {
            Stream.of(Optional.ofNullable(message.getHeader(name)).orElse(new String[0]))
                    .map(MessageOrigin::beginning)
                    .forEach(values::add);
        }
        for (DeliveryStatus status : parts.statuses) {
            DsnFields.envelopeId(status).ifPresent(values::add);
        }
        return values;
    }

    /** The parser needs 0.1 ms or more for each part. No real report has this many parts (docs/faults.md, B07). */
    private static boolean hasTooManyParts(String text) {
        int parts = 0;
        for (int at = text.indexOf("\n--"); at >= 0 && parts <= MAX_PARTS; at = text.indexOf("\n--", at + 1)) {
            parts++;
        }
        return parts > MAX_PARTS;
    }

    /** Removes the separator line of an mbox file, and converts bare CR line ends. */
    private static byte[] asMessage(byte[] message) throws MessagingException {
        String text = new String(message, 0, Math.min(message.length, MOST_BYTES), StandardCharsets.ISO_8859_1);
        if (text.startsWith("From ")) {
            text = text.substring(text.indexOf('\n') + 1);
        }
        if (text.indexOf('\n') < 0) {
            text = text.replace('\r', '\n');
        }
        if (hasTooManyParts(text)) {
            throw new MessagingException("The message has more than " + MAX_PARTS + " parts.");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
