package org.belay.response;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.dsn.DeliveryStatus;

/**
 * Parses a returned message: {@code ReportReader.read(bytes).said()} is the status of each recipient. Needs no server and no database, and
 * throws no exception: for a message that is no report, the result says which kind it is.
 */
public final class ReportReader {

    /** Longer messages are truncated: the report precedes the returned message. */
    public static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final int MAX_HEADER_LENGTH = 50_000;

    private static final int MAX_PARTS = 1000;

    private static final int MAX_RECIPIENTS = 1000;

    private static final Session SESSION = Session.getInstance(new Properties());

    /** Headers in which a mail system records the envelope recipient. */
    private static final List<String> ENVELOPE_RECIPIENT_HEADERS = List.of(
            "X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "X-Rcpt-To", "To", "Cc", "Resent-To");

    private static final Pattern FROM_A_SERVER = Pattern.compile(
            "(?i)mailer-?daemon|postmaster|mail(er)? delivery|delivery (sub)?system|mail system|mail administrator|system administrator|mdaemon|internet mail (service|delivery)|mail-?er|bounce|no-?reply|message transfer");

    private static final Pattern ABOUT_A_FAILURE = Pattern.compile(
            "(?i)undeliver|un-?deliverable|unzustellbar|nicht zugestellt|non remis|no (se ha podido )?entrega|returned (mail|to sender)|delivery (status|failure|failed|notification|report|has failed|problem|error|incomplete)"
                    + "|fail(ure|ed) (notice|delivery|mail)|mail (delivery|failure|system error)|non-?delivery|could not (be delivered|deliver|send)|not (be )?delivered|message status|delayed mail|user unknown|warning: message|rejected|error");

    private static final Pattern AUTO_REPLY_SUBJECT = Pattern.compile(
            "(?i)^\\s*(auto(matic|matische|-)? ?(reply|re\\b|response|antwort)|automatische antwort|out of (the )?office|abwesen|vacation|r\u00e9ponse automatique|respuesta autom)");

    private static final Pattern FEEDBACK_RECIPIENT =
            Pattern.compile("(?im)^(?:Original-Rcpt-To|Removal-Recipient|Final-Recipient):\\s*(.+)$");

    private static final Pattern TO = Pattern.compile("(?im)^To:\\s*(.+)$");

    private ReportReader() {}

    public static ParsedReport read(byte[] message) {
        try {
            return read(new MimeMessage(SESSION, new SharedByteArrayInputStream(asMessage(message))));
        } catch (MessagingException | RuntimeException unreadable) {
            return new ParsedReport(
                    ReportKind.UNREADABLE, List.of(), new MessageReferences(List.of(), List.of()), "", "");
        }
    }

    private static ParsedReport read(MimeMessage message) throws MessagingException {
        if (!message.getAllHeaders().hasMoreElements()) {
            throw new MessagingException("The message has no headers.");
        }
        ReportParts parts = ReportParts.of(message);
        List<RecipientStatus> recipients = recipients(message, parts);
        return new ParsedReport(
                kind(message, parts, recipients),
                recipients,
                MessageReferences.findIn(addressed(message, parts), parts.returned() + "\n" + parts.text()),
                header(message, "From"),
                header(message, "Subject"));
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
        return isFromAServer(message, parts) ? inWords(message, parts) : List.of();
    }

    /** Only messages from mail servers are searched for words of failure, because people also quote bounces (docs/faults.md, B05). */
    private static boolean isFromAServer(MimeMessage message, ReportParts parts) throws MessagingException {
        if (parts.receipt || isAutoReply(message)) {
            return false;
        }
        boolean named = !header(message, "X-Failed-Recipients").isEmpty() || !parts.statuses.isEmpty();
        boolean server = "<>".equals(header(message, "Return-Path"))
                || FROM_A_SERVER.matcher(header(message, "From")).find();
        return named
                || server
                        && ABOUT_A_FAILURE
                                .matcher(header(message, "Subject") + "\n" + parts.text())
                                .find();
    }

    private static List<RecipientStatus> inWords(MimeMessage message, ReportParts parts) throws MessagingException {
        List<String> failed = Stream.of(header(message, "X-Failed-Recipients").split("[,\\s]+"))
                .flatMap(one -> DsnFields.address(one).stream())
                .limit(MAX_RECIPIENTS)
                .toList();
        List<String> not = Stream.of(header(message, "From"), header(message, "To"))
                .flatMap(one -> DsnFields.address(one).stream())
                .toList();
        return TextBounceParser.parse(header(message, "Subject"), parts.text(), failed, not);
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
        return isAutoReply(message) ? ReportKind.AUTO_REPLY : ReportKind.MAIL;
    }

    /** Whether the headers mark an automatic reply (RFC 3834 5, and older headers). Reports have the same headers, so they are excluded first. */
    private static boolean isAutoReply(MimeMessage message) throws MessagingException {
        String submitted = header(message, "Auto-Submitted").toLowerCase(Locale.ROOT);
        boolean report = header(message, "Content-Type")
                        .toLowerCase(Locale.ROOT)
                        .contains("delivery-status")
                || !header(message, "X-Failed-Recipients").isEmpty()
                || FROM_A_SERVER.matcher(header(message, "From")).find()
                        && ABOUT_A_FAILURE.matcher(header(message, "Subject")).find();
        return !report
                && (submitted.startsWith("auto-replied")
                        || !header(message, "X-Autoreply").isEmpty()
                        || !header(message, "X-Autorespond").isEmpty()
                        || header(message, "Precedence")
                                .toLowerCase(Locale.ROOT)
                                .contains("auto")
                        || AUTO_REPLY_SUBJECT
                                .matcher(header(message, "Subject"))
                                .find());
    }

    private static List<String> addressed(MimeMessage message, ReportParts parts) throws MessagingException {
        var values = new ArrayList<String>();
        for (String name : ENVELOPE_RECIPIENT_HEADERS) {
            Stream.of(Optional.ofNullable(message.getHeader(name)).orElse(new String[0]))
                    .map(ReportReader::beginning)
                    .forEach(values::add);
        }
        for (DeliveryStatus status : parts.statuses) {
            DsnFields.envelopeId(status).ifPresent(values::add);
        }
        return values;
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        String value = message.getHeader(name, ", ");
        return value == null ? "" : beginning(value).replaceAll("\\s+", " ").strip();
    }

    private static String beginning(String value) {
        return value.length() > MAX_HEADER_LENGTH ? value.substring(0, MAX_HEADER_LENGTH) : value;
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
