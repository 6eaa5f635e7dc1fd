package org.belay.audience.file;

import com.ibm.icu.text.SpoofChecker;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import org.belay.address.EmailAddress;
import org.belay.audience.person.PrintableValue;

/**
 * Finds addresses that look like other ones: letters of several scripts in one word, or letters that all look like Latin ones (Unicode
 * Technical Standard 39, 4 and 5). They are people's addresses in some companies, so they are reported, not refused.
 */
public final class LookalikeAddresses {
    private static final int LISTED = 20;

    private final SpoofChecker checker = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.MIXED_NUMBERS)
            .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private final List<String> listed = new ArrayList<>();
    private long found;

    public void look(EmailAddress address, String place) {
        String text = address.text();
        int at = text.lastIndexOf('@');
        String local = text.substring(0, at);
        String domain = text.contains("xn--") ? IDN.toUnicode(text.substring(at + 1)) : text.substring(at + 1);
        if (isAscii(local) && isAscii(domain)) return;
        boolean alike = isAlike(local);
        for (String label : domain.split("\\.")) alike |= isAlike(label);
        if (!alike) return;
        found++;
        if (listed.size() < LISTED) listed.add(place + " \"" + PrintableValue.value(local + "@" + domain) + "\"");
    }

    private boolean isAlike(String word) {
        return !isAscii(word) && (checker.failsChecks(word) || isAscii(checker.getSkeleton(word)));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    public List<String> notes() {
        if (found == 0) return List.of();
        return List.of(PrintableValue.number(found)
                + (found == 1 ? " address has" : " addresses have")
                + " letters that look like others, such as a Cyrillic \u0430 for a Latin a. Check "
                + (found == 1 ? "it" : "them") + ": " + String.join(", ", listed) + (found > LISTED ? " …" : "") + ".");
    }
}
