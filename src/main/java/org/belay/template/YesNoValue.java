package org.belay.template;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Yes and no, as authors type them and in a reader's language. Empty means no. */
public final class YesNoValue {
    private static final Set<String> YES = Set.of("yes", "true");
    private static final Set<String> NO = Set.of("no", "false", "");
    private static final String[] ENGLISH = {"yes", "no"};
    private static final Map<String, String[]> WORDS = Map.of(
            "en", ENGLISH,
            "de", new String[] {"ja", "nein"},
            "fr", new String[] {"oui", "non"},
            "es", new String[] {"sí", "no"});

    private YesNoValue() {}

    static boolean isYesOrNo(String text) {
        return isYes(text) || NO.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    public static boolean isYes(String text) {
        return YES.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    public static String format(String text, String language) {
        String base = Locale.forLanguageTag(language).getLanguage();
        return WORDS.getOrDefault(base, ENGLISH)[isYes(text) ? 0 : 1];
    }
}
