package org.belay.response;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What in a message may show which mail of ours it is about; whether we made it is not known yet.
 *
 * @param transactions from the return path it came to, and from the envelope id it repeats
 * @param deliveries from the header Belay-Delivery of the mail it brings back
 */
public record Signs(List<String> transactions, List<String> deliveries) {

    /** A subaddress, an envelope id: between characters that cannot be part of it. */
    private static final Pattern TRANSACTION =
            Pattern.compile("(?<![0-9a-z.])\\d{1,18}\\.\\d{1,9}(?:x\\d{1,9})?\\.[0-9a-f]{16}(?![0-9a-z.])");

    private static final Pattern DELIVERY =
            Pattern.compile("(?i)\\bBelay-Delivery:\\s*([0-9a-f]{16}\\.v?\\d{1,9}\\.[0-9a-f]{32})");

    /** More than these in one message are somebody's play. */
    private static final int MOST = 20;

    public boolean none() {
        return transactions.isEmpty() && deliveries.isEmpty();
    }

    static Signs in(List<String> addressed, String returned) {
        Set<String> transactions = new LinkedHashSet<>();
        addressed.forEach(place -> find(TRANSACTION, place.toLowerCase(Locale.ROOT), transactions));
        find(TRANSACTION, returned, transactions);
        Set<String> deliveries = new LinkedHashSet<>();
        find(DELIVERY, returned, deliveries);
        return new Signs(List.copyOf(transactions), List.copyOf(deliveries));
    }

    private static void find(Pattern pattern, String text, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find() && found.size() < MOST) {
            found.add(matcher.group(matcher.groupCount()).toLowerCase(Locale.ROOT));
        }
    }
}
