package org.belay.template;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as authors write them, {@code 2500} or {@code 12.5}, and as readers expect them. */
final class NumberValue {
    private static final Pattern WRITTEN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,6})?");

    private NumberValue() {}

    static boolean isOne(String text) {
        return WRITTEN.matcher(text.strip()).matches();
    }

    /** @throws NumberFormatException if it {@linkplain #isOne is none} */
    static BigDecimal of(String text) {
        return new BigDecimal(text.strip());
    }

    /** {@code 2,500.5} in English, {@code 2.500,5} in German. The signs are ours: the JDK's change from release to release. */
    static String words(String text, String language) {
        var signs = DecimalFormatSymbols.getInstance(Locale.ROOT);
        String tongue = Locale.forLanguageTag(language).getLanguage();
        boolean comma = !tongue.equals("en");
        signs.setDecimalSeparator(comma ? ',' : '.');
        signs.setGroupingSeparator(tongue.equals("fr") ? '\u202F' : comma ? '.' : ',');
        return new DecimalFormat("#,##0.######", signs).format(of(text));
    }
}
