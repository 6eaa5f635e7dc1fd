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
 * One row of the record.
 *
 * @param seq 1 for the first, without gaps
 * @param at the database's clock, to the microsecond
 * @param actor the e-mail address of who did it, or {@code belay} where nobody pressed anything
 * @param action one word, such as {@code approve}
 * @param subject what it was done to, such as {@code M-0147} or {@code user nora@example.org}
 * @param previous hash of the row before, in hex; 64 zeros for the first
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

    /** What stands before the first row. */
    static final String NOTHING = "0".repeat(64);

    /** The row that follows {@code previous}, with its hash. */
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

    /** PostgreSQL keeps neither NUL nor half a surrogate pair; a reason that holds one must not block a stop. */
    private static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /**
     * The text that is hashed: {@code belay-audit-1}, then number, time, actor, action, subject, the number of details and
     * each detail's key and value in the order of the keys. Every part is a line of its length in UTF-8 bytes, a colon and
     * itself, so that no two rows share a text whatever people type.
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
