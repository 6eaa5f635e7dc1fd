package org.belay.smtp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.belay.smtp.wire.SmtpReply;

/**
 * The service extensions that the relay announces, by keyword (RFC 5321 4.1.1.1). Extensions that it does not announce
 * are not used.
 */
public record EhloCapabilities(Map<String, String> offered) {

    private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,17}");

    /** Of a relay that supports only HELO. */
    static final EhloCapabilities NONE = new EhloCapabilities(Map.of());

    public EhloCapabilities {
        offered = Map.copyOf(offered);
    }

    /** Parses the reply to EHLO: its first line is a greeting, each further line a keyword. */
    static EhloCapabilities of(SmtpReply ehlo) {
        var offered = new LinkedHashMap<String, String>();
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            // "AUTH=LOGIN" is the form before RFC 2554; some relays still announce only that
            String[] words = line.substring(Math.min(4, line.length()))
                    .strip()
                    .replaceFirst("(?i)^AUTH=", "AUTH ")
                    .split("\\s+", 2);
            offered.merge(
                    words[0].toUpperCase(Locale.ROOT),
                    words.length == 2 ? words[1] : "",
                    (first, second) -> (first + " " + second).strip());
        }
        return new EhloCapabilities(offered);
    }

    public boolean offers(String keyword) {
        return offered.containsKey(keyword);
    }

    public boolean startTls() {
        return offers("STARTTLS");
    }

    /** RFC 2920. */
    public boolean pipelining() {
        return offers("PIPELINING");
    }

    /** RFC 6531. */
    public boolean smtpUtf8() {
        return offers("SMTPUTF8");
    }

    /** RFC 3461. */
    public boolean dsn() {
        return offers("DSN");
    }

    /** RFC 6152. */
    public boolean eightBit() {
        return offers("8BITMIME");
    }

    /** The largest message in bytes, if the relay announces one (RFC 1870; 0 means no limit). */
    public OptionalLong size() {
        String size = offered.getOrDefault("SIZE", "");
        return SIZE.matcher(size).matches() ? OptionalLong.of(Long.parseLong(size)) : OptionalLong.empty();
    }

    /** AUTH mechanisms in upper case, in the order of the relay. */
    public List<String> mechanisms() {
        return Arrays.stream(offered.getOrDefault("AUTH", "")
                        .toUpperCase(Locale.ROOT)
                        .split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
