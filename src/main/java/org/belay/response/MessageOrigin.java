package org.belay.response;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a mail server, a program that replies automatically, or a person wrote a message. */
final class MessageOrigin {
    private static final int MAX_HEADER_LENGTH = 50_000;

    private static final Pattern FROM_A_SERVER = Pattern.compile(
            "(?i)mailer-?daemon|post[ _-]?master|mail(er)? delivery|delivery (sub)?system|mail system|mail administrator|system administrator|mdaemon|internet mail (service|delivery)|mail-?er|bounce|message transfer");

    private static final Pattern ABOUT_A_FAILURE = Pattern.compile(
            "(?i)undeliver|un-?deliverable|unzustellbar|nicht zugestellt|konnte nicht|non remis|impossible de (remettre|livrer|distribuer)|no (se (ha podido|pudo) )?entrega|non recapit|impossibile recapitare|niet (worden )?(bezorgd|afgeleverd)|n\u00e3o (foi|p\u00f4de) (ser )?entregue"
                    + "|returned (mail|to sender)|returning (to|message to) sender|delivery (status|failure|failed|notification|report|has failed|problem|error|incomplete)"
                    + "|fail(ure|ed) (notice|delivery|mail|address)|mail (delivery|fail|system error)|non-?delivery|could not (be delivered|deliver|send)|not (be )?delivered|(unable|not able|n.t able|failed) to (deliver|send)|did not reach|message status|delayed mail"
                    + "|(user|recipient|host|address) unknown|unknown (user|recipient|host|address)|no such (user|mailbox|recipient)|invalid (user|recipient|address|mailbox)|mailbox (is )?full|warning: message|bounce|rejected|error");

    private static final Pattern NO_REPLY = Pattern.compile("(?i)no-?reply");

    private static final Pattern SMTP_REPLY =
            Pattern.compile("(?<![\\d.])(?:[45]\\d\\d[ -]|[45]\\.\\d{1,3}\\.\\d{1,3}(?![\\d.]))");

    private static final Pattern AUTO_REPLY_SUBJECT = Pattern.compile(
            "(?iu)^\\s*(auto(matic|matische|matisch|-)? ?(reply|re\\b|response|antwort|antwoord)|automatische antwort|out of (the )?office|abwesen|vacation|r\u00e9ponse automatique|respuesta autom|risposta automatica|resposta autom|autosvar|automaattinen vastaus|automatyczna odpowied|automatick\u00e1 odpov"
                    + "|\u81ea\u52d5\u5fdc\u7b54|\u81ea\u52a8\u7b54\u590d|\u81ea\u52d5\u56de\u8986|\u0430\u0432\u0442\u043e\u043c\u0430\u0442\u0438\u0447\u0435\u0441\u043a\u0438\u0439 \u043e\u0442\u0432\u0435\u0442)");

    /** Headers that only automatic replies have; older than RFC 3834. */
    private static final List<String> AUTO_REPLY_HEADERS =
            List.of("X-Autoreply", "X-Autorespond", "X-Autoreply-From", "X-Mail-Autoreply", "X-Vacation");

    private MessageOrigin() {}

    /**
     * Whether the message is a report of a mail server. Only messages from mail servers are searched for words of failure, because people also quote bounces (docs/faults.md, B05).
     */
    static boolean isServer(MimeMessage message, ReportParts parts) throws MessagingException {
        if (parts.receipt || isAutoReply(message)) {
            return false;
        }
        if (!header(message, "X-Failed-Recipients").isEmpty() || !parts.statuses.isEmpty()) {
            return true;
        }
        String subject = subject(message);
        boolean failure = ABOUT_A_FAILURE.matcher(subject + "\n" + parts.text()).find();
        if (FROM_A_SERVER.matcher(header(message, "From")).find()) {
            return failure;
        }
        // automatic replies and letters of programs have such headers too: the message must also quote a reply or
        // return the mail
        boolean noReturnPath = "<>".equals(header(message, "Return-Path"));
        boolean evidence =
                SMTP_REPLY.matcher(parts.text()).find() || !parts.returned().isBlank();
        return noReturnPath && ABOUT_A_FAILURE.matcher(subject).find()
                || (noReturnPath || NO_REPLY.matcher(header(message, "From")).find()) && failure && evidence;
    }

    /** Whether the headers mark an automatic reply (RFC 3834 5, and older headers). Reports have the same headers, so they are excluded first. */
    static boolean isAutoReply(MimeMessage message) throws MessagingException {
        String submitted = header(message, "Auto-Submitted").toLowerCase(Locale.ROOT);
        boolean report =
                header(message, "Content-Type").toLowerCase(Locale.ROOT).contains("delivery-status")
                        || !header(message, "X-Failed-Recipients").isEmpty()
                        || FROM_A_SERVER.matcher(header(message, "From")).find()
                                && ABOUT_A_FAILURE.matcher(subject(message)).find();
        return !report
                && (submitted.startsWith("auto-replied")
                        || hasAutoReplyHeader(message)
                        || header(message, "Precedence")
                                .toLowerCase(Locale.ROOT)
                                .contains("auto")
                        || AUTO_REPLY_SUBJECT.matcher(subject(message)).find());
    }

    private static boolean hasAutoReplyHeader(MimeMessage message) throws MessagingException {
        for (String name : AUTO_REPLY_HEADERS) {
            if (!header(message, name).isEmpty()) {
                return true;
            }
        }
        return header(message, "Preference").toLowerCase(Locale.ROOT).contains("auto_reply");
    }

    /** The subject as a reader sees it, without the encoding of RFC 2047. */
    static String subject(MimeMessage message) throws MessagingException {
        String written = header(message, "Subject");
        try {
            return MimeUtility.decodeText(written);
        } catch (UnsupportedEncodingException unknown) {
            return written;
        }
    }

    /** The values of a header on one line, from its beginning; empty if the message does not have it. */
    static String header(MimeMessage message, String name) throws MessagingException {
        String value = message.getHeader(name, ", ");
        return value == null ? "" : beginning(value).replaceAll("\\s+", " ").strip();
    }

    static String beginning(String value) {
        return value.length() > MAX_HEADER_LENGTH ? value.substring(0, MAX_HEADER_LENGTH) : value;
    }
}
