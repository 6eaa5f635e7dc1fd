package org.belay.smtp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What the relay says it can, by keyword (RFC 5321 4.1.1.1). Nothing it does not offer is used. */
public record Capabilities(Map<String, String> offered) {

    private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,17}");

    /** Of a relay that knows only HELO. */
    static final Capabilities NONE = new Capabilities(Map.of());

    public Capabilities {
        offered = Map.copyOf(offered);
    }

    /** Reads them from the reply to EHLO: its first line is a greeting, each further one a keyword. */
    static Capabilities of(Reply ehlo) {
        var offered = new LinkedHashMap<String, String>();
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            // "AUTH=LOGIN" is how AUTH was announced before RFC 2554, and some relays still say only that
            String[] words = line.substring(Math.min(4, line.length()))
                    .strip()
                    .replaceFirst("(?i)^AUTH=", "AUTH ")
                    .split("\\s+", 2);
            offered.merge(
                    words[0].toUpperCase(Locale.ROOT),
                    words.length == 2 ? words[1] : "",
                    (first, second) -> (first + " " + second).strip());
        }
        return new Capabilities(offered);
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

    /** The largest message in bytes, where the relay says one (RFC 1870; 0 means that it does not). */
    public OptionalLong size() {
        String size = offered.getOrDefault("SIZE", "");
        return SIZE.matcher(size).matches() ? OptionalLong.of(Long.parseLong(size)) : OptionalLong.empty();
    }

    /** AUTH mechanisms, upper case, in the relay's order. */
    public List<String> mechanisms() {
        return Arrays.stream(offered.getOrDefault("AUTH", "")
                        .toUpperCase(Locale.ROOT)
                        .split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
