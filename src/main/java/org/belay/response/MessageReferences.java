package org.belay.response;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References to mails of Belay found in a message. Their signatures are not verified yet.
 *
 * @param transactions names of transactions, from the return path and the envelope id
 * @param deliveries values of the header Belay-Delivery in the returned message
 */
public record MessageReferences(List<String> transactions, List<String> deliveries) {

    /** The name of a transaction in a subaddress or envelope id, delimited by characters that it cannot contain. */
    private static final Pattern TRANSACTION =
            Pattern.compile("(?<![0-9a-z.])\\d{1,18}\\.\\d{1,9}(?:x\\d{1,9})?\\.[0-9a-f]{16}(?![0-9a-z.])");

    private static final Pattern DELIVERY =
            Pattern.compile("(?i)\\bBelay-Delivery:\\s*([0-9a-f]{16}\\.v?\\d{1,9}\\.[0-9a-f]{32})");

    /** Maximum number of references read of each kind; a real report has one or two. */
    private static final int MAX_REFERENCES = 20;

    public boolean isEmpty() {
        return transactions.isEmpty() && deliveries.isEmpty();
    }

    static MessageReferences findIn(List<String> addressed, String returned) {
        Set<String> transactions = new LinkedHashSet<>();
        addressed.forEach(value -> find(TRANSACTION, value.toLowerCase(Locale.ROOT), transactions));
        find(TRANSACTION, returned, transactions);
        Set<String> deliveries = new LinkedHashSet<>();
        find(DELIVERY, returned, deliveries);
        return new MessageReferences(List.copyOf(transactions), List.copyOf(deliveries));
    }

    private static void find(Pattern pattern, String text, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find() && found.size() < MAX_REFERENCES) {
            found.add(matcher.group(matcher.groupCount()).toLowerCase(Locale.ROOT));
        }
    }
}
