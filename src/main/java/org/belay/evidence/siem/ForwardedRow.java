package org.belay.evidence.siem;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.Predicate;
import org.belay.audit.AuditEntry;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row of the audit log as one JSON object in ASCII, without the addresses of recipients. A row from which an address was left out has
 * {@code "masked": true}: its hash is that of the complete row in Belay.
 */
final class ForwardedRow {
    /** RFC 5425 4.3.1: receivers should take 8192 octets. The header needs less than 200. */
    private static final int LONGEST = 7_900;

    private static final int SHORTENED = 200;
    private static final String MASK = "[address]";
    private static final String DELIMITERS = " \t\r\n<>\"'(),;:=";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Predicate<String> isUser;

    /** @param isUser whether an address belongs to an account of Belay; these are not left out */
    ForwardedRow(Predicate<String> isUser) {
        this.isUser = isUser;
    }

    byte[] json(AuditEntry row) {
        byte[] whole = json(row, Integer.MAX_VALUE);
        return whole.length <= LONGEST ? whole : json(row, SHORTENED);
    }

    private byte[] json(AuditEntry row, int longest) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("row", row.seq());
        object.put("at", row.at().toString());
        object.put("actor", shortened(row.actor(), longest));
        object.put("action", shortened(row.action(), longest));
        String subject = masked(row.subject());
        object.put("subject", shortened(subject, longest));
        Map<String, String> detail = new LinkedHashMap<>();
        boolean masked = !subject.equals(row.subject());
        for (var one : row.detail().entrySet()) {
            String value = masked(one.getValue());
            masked |= !value.equals(one.getValue());
            if (detail.size() < 20 || longest == Integer.MAX_VALUE) {
                detail.put(shortened(one.getKey(), longest), shortened(value, longest));
            }
        }
        object.put("detail", detail);
        if (masked) object.put("masked", true);
        if (longest < Integer.MAX_VALUE) object.put("shortened", true);
        object.put("previous", row.previous());
        object.put("hash", row.hash());
        return JSON.writeValueAsString(object).getBytes(StandardCharsets.US_ASCII);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private String masked(String text) {
        if (text.indexOf('@') < 0) {
            return text;
        }
        var clean = new StringBuilder();
        var words = new StringTokenizer(text, DELIMITERS, true);
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            String address = word.replaceAll("[.!?]$", "");
            clean.append(word.indexOf('@') < 0 || isUser.test(address) ? word : MASK);
        }
        return clean.toString();
    }
}
