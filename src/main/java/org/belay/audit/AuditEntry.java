package org.belay.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One row of the audit log.
 *
 * @param seq 1 for the first, without gaps
 * @param at time of the database, to the microsecond
 * @param actor email address of the person, or {@code belay} for automatic actions
 * @param action one word, such as {@code approve}
 * @param subject the object of the action, such as {@code M-0147} or {@code user nora@example.org}
 * @param previous hash of the previous row, in hex; 64 zeros for the first
 * @param hash SHA-256 of {@code previous}, a line feed and {@link #canonical()}, in hex
 */
public record AuditEntry(
        long seq,
        Instant at,
        String actor,
        String action,
        String subject,
        SortedMap<String, String> detail,
        String previous,
        String hash) {

    /** The previous hash of the first row. */
    static final String NO_PREVIOUS_HASH = "0".repeat(64);

    /** Creates the row that follows {@code previous}, with its hash. */
    static AuditEntry following(
            long last,
            String previous,
            Instant at,
            String actor,
            String action,
            String subject,
            Map<String, String> detail) {
        var details = new TreeMap<String, String>();
        detail.forEach((key, value) -> details.put(storable(key), storable(value)));
        Instant when = at.truncatedTo(ChronoUnit.MICROS);
        var open = new AuditEntry(
                last + 1, when, storable(actor), storable(action), storable(subject), details, previous, "");
        return new AuditEntry(
                open.seq, open.at, open.actor, open.action, open.subject, open.detail, previous, open.expectedHash());
    }

    /**
     * Replaces NUL and unpaired surrogates, which PostgreSQL cannot store: a reason with such a character must not
     * block a stop.
     */
    private static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /**
     * The text that is hashed: {@code belay-audit-1}, then number, time, actor, action, subject, the number of
     * details, and the key and value of each detail in key order. Each part is a line with its length in UTF-8 bytes,
     * a colon and the part, so that different rows never have the same text.
     */
    public String canonical() {
        var text = new StringBuilder("belay-audit-1\n");
        part(text, Long.toString(seq));
        part(text, at.toString());
        part(text, actor);
        part(text, action);
        part(text, subject);
        part(text, Integer.toString(detail.size()));
        detail.forEach((key, value) -> {
            part(text, key);
            part(text, value);
        });
        return text.toString();
    }

    String expectedHash() {
        try {
            byte[] bytes = (previous + "\n" + canonical()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void part(StringBuilder text, String value) {
        text.append(value.getBytes(StandardCharsets.UTF_8).length)
                .append(':')
                .append(value)
                .append('\n');
    }
}
