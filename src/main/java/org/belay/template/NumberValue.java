package org.belay.template;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as authors type them, {@code 2500} or {@code 12.5}, and in the format of a reader's language. */
public final class NumberValue {
    private static final Pattern WRITTEN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,6})?");

    private NumberValue() {}

    public static boolean isNumber(String text) {
        return WRITTEN.matcher(text.strip()).matches();
    }

    /** @throws NumberFormatException if the text {@linkplain #isOne is no number} */
    public static BigDecimal of(String text) {
        return new BigDecimal(text.strip());
    }

    /** {@code 2,500.5} in English, {@code 2.500,5} in German. The separators are fixed here, because those of the JDK change between releases. */
    public static String format(String text, String language) {
        var signs = DecimalFormatSymbols.getInstance(Locale.ROOT);
        String base = Locale.forLanguageTag(language).getLanguage();
        boolean comma = !base.equals("en");
        signs.setDecimalSeparator(comma ? ',' : '.');
        signs.setGroupingSeparator(base.equals("fr") ? '\u202F' : comma ? '.' : ',');
        return new DecimalFormat("#,##0.######", signs).format(of(text));
    }
}
