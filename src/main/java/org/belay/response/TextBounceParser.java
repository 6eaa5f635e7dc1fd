package org.belay.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.address.EmailAddress;

/**
 * Parses bounces that have no machine-readable part. Exim, qmail, older Exchange and many other servers name each failed recipient and the
 * reason in prose. An address at the start of a line takes precedence over an address within a sentence.
 */
final class TextBounceParser {
    private static final Pattern ANYWHERE = Pattern.compile(EmailAddress.IN_PROSE);

    /** {@code <ann@example.org>:}, {@code ann@example.org on Thu, 29 Apr 2010}, {@code To: ann@example.org}. */
    private static final Pattern LINE_START = Pattern.compile(
            "^[\\s*>-]{0,12}(?:(?:failed )?(?:recipient|address|user|rcpt to)\\w*\\s*:\\s*)?[<\"'(]?("
                    + EmailAddress.IN_PROSE + ")[>\"')]?(?=\\s*$|\\s*[:;,(]|\\s+on\\s|\\s?\\.{3}|\\s+[-\\u2013]\\s)",
            Pattern.CASE_INSENSITIVE);

    /** {@code RCPT TO:<ann@example.org>}, {@code <<< 550 5.1.1 <ann@example.org>… User unknown}. */
    private static final Pattern SMTP_DIALOGUE = Pattern.compile(
            "(?:RCPT TO:\\s*|\\b[45]\\d\\d[ -].{0,80}?)<(" + EmailAddress.IN_PROSE + ")>", Pattern.CASE_INSENSITIVE);

    private static final Pattern ORIGINAL = Pattern.compile(
            "(?i)^(-{2,}.{0,40}(original|below this line|returned|copy|transcript of session follows? -+ end|undelivered).{0,60}"
                    + "|.{0,20}this is a copy of.{0,60}|your (original )?message (was|reads|is).{0,60}|original message follows.?"
                    + "|received: (from|by) .*|content-description: undelivered.*)$");

    /** Header fields of the returned message whose addresses are no recipients. */
    private static final Pattern HEADER = Pattern.compile(
            "(?i)(message-id|received|references|in-reply-to|return-path|reply-to|from|sender|mail from|x-[a-z-]{1,40})\\s?:");

    private static final Pattern DELAYED_WORDS = Pattern.compile(
            "(?i)(will (be |continue|keep|try)|still (being|trying)|being retried|has been delayed|delivery is delayed|delayed mail"
                    + "|do(es)? not need to (resend|re-send|do anything)|not yet been delivered|warning: (could not send|message still undelivered))");

    private static final Pattern DELIVERED_WORDS = Pattern.compile(
            "(?i)(success(fully)? (been )?(delivered|relayed|sent)|delivery report that you requested|(was|has been) delivered to"
                    + "|delivered successfully|delivery succeeded|erfolgreich zugestellt|a \u00e9t\u00e9 remis|entregado correctamente)");

    private static final int MAX_LINES = 400;
    private static final int MAX_LINE_LENGTH = 1000;

    private TextBounceParser() {}

    /**
     * @param failed addresses from the header X-Failed-Recipients, which is reliable; may be empty
     * @param not addresses in the text that are no recipients: those of From and To
     * @return one status per recipient; if no recipient is named, one status without an address
     */
    static List<RecipientStatus> parse(String subject, String text, List<String> failed, List<String> not) {
        List<String> lines = ownLines(text, false);
        Map<String, String> reasons = failed.isEmpty() ? named(lines, not) : new LinkedHashMap<>();
        if (failed.isEmpty() && reasons.isEmpty()) {
            lines = ownLines(text, true);
            reasons = named(lines, not);
        }
        if (failed.isEmpty() && reasons.isEmpty()) {
            reasons = found(LINE_START, lines, List.of()); // a person who wrote to their own address
        }
        return statuses(subject, lines, failed, reasons);
    }

    private static List<RecipientStatus> statuses(
            String subject, List<String> lines, List<String> failed, Map<String, String> reasons) {
        failed.forEach(address -> reasons.put(address, about(lines, lineOf(lines, address))));
        String all = String.join(" ", lines);
        DsnAction action = action(subject, all);
        if (reasons.isEmpty()) {
            return List.of(new RecipientStatus(Optional.empty(), List.of(), action, status(action, "", all), all));
        }
        var said = new ArrayList<RecipientStatus>();
        reasons.forEach((address, reason) -> {
            String words = reason.isBlank() ? all : reason;
            said.add(
                    new RecipientStatus(Optional.empty(), List.of(address), action, status(action, words, all), words));
        });
        return said;
    }

    private static DsnAction action(String subject, String all) {
        if (DELAYED_WORDS.matcher(subject + " " + all).find()) {
            return DsnAction.DELAYED;
        }
        boolean delivered = DELIVERED_WORDS.matcher(subject + " " + all).find()
                || DsnStatusCode.mostSpecific("", all).startsWith("2");
        return delivered ? DsnAction.DELIVERED : DsnAction.FAILED;
    }

    /** The status code in the text; without one, the general code of the action. */
    private static String status(DsnAction action, String words, String all) {
        String general = action == DsnAction.FAILED ? "5.0.0" : action == DsnAction.DELIVERED ? "2.0.0" : "4.0.0";
        return Stream.of(words, all)
                .map(text -> DsnStatusCode.mostSpecific("", text))
                .filter(code -> !code.isEmpty() && (action == DsnAction.DELIVERED) == code.startsWith("2"))
                .findFirst()
                .orElse(general);
    }

    /**
     * The lines before the returned message.
     *
     * @param quoted whether lines that begin with {@code >} are included: a few servers mark the failed addresses like this
     */
    private static List<String> ownLines(String text, boolean quoted) {
        var lines = new ArrayList<String>();
        for (String line : text.split("\\R", MAX_LINES + 1)) {
            if (ORIGINAL.matcher(line.strip()).matches()
                    && lines.stream().anyMatch(l -> ANYWHERE.matcher(l).find())) {
                break;
            }
            if ((quoted || !line.startsWith(">")) && !HEADER.matcher(line).lookingAt() && lines.size() < MAX_LINES) {
                lines.add(line.length() > MAX_LINE_LENGTH ? line.substring(0, MAX_LINE_LENGTH) : line);
            }
        }
        return lines;
    }

    private static Map<String, String> named(List<String> lines, List<String> not) {
        for (Pattern pattern : List.of(LINE_START, SMTP_DIALOGUE, ANYWHERE)) {
            Map<String, String> found = found(pattern, lines, not);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return new LinkedHashMap<>();
    }

    private static Map<String, String> found(Pattern pattern, List<String> lines, List<String> not) {
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = pattern.matcher(lines.get(i));
            while (matcher.find()) {
                String address = matcher.group(matcher.groupCount()).replaceAll("(?<!\\.)\\.+$", "");
                if (isPerson(address, not)) {
                    found.merge(address, about(lines, i), (first, again) -> first);
                }
            }
        }
        return found;
    }

    private static boolean isPerson(String address, List<String> not) {
        String lower = address.toLowerCase(Locale.ROOT);
        return !lower.startsWith("mailer-daemon@") && not.stream().noneMatch(lower::equalsIgnoreCase);
    }

    private static int lineOf(List<String> lines, String address) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(address)) {
                return i;
            }
        }
        return -1;
    }

    /** The text about an address: its line and the following lines, up to the next empty line. */
    private static String about(List<String> lines, int at) {
        if (at < 0) {
            return "";
        }
        var words = new StringBuilder(lines.get(at));
        for (int i = at + 1; i < lines.size() && i < at + 12 && !lines.get(i).isBlank(); i++) {
            words.append(' ').append(lines.get(i));
        }
        if (at + 2 < lines.size() && words.length() == lines.get(at).length()) {
            words.append(' ').append(lines.get(at + 1)).append(' ').append(lines.get(at + 2));
        }
        return words.toString();
    }
}
