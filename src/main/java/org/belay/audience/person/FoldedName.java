package org.belay.audience.person;

import com.ibm.icu.text.Normalizer2;
import java.util.Locale;
import java.util.regex.Pattern;

/** Normalises names for comparison: removes accents, case, spaces and punctuation. */
final class FoldedName {
    private static final Normalizer2 NFKD = Normalizer2.getNFKDInstance();
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]");

    private FoldedName() {}

    static String of(String name) {
        return NO_LETTER.matcher(NFKD.normalize(name.toLowerCase(Locale.ROOT))).replaceAll("");
    }
}
