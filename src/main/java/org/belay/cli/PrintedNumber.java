package org.belay.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A whole number as Belay itself prints it: {@code 60000} or {@code 60,000}. */
final class PrintedNumber {
    private static final Pattern GROUPED = Pattern.compile("-?(?:\\d{1,18}|\\d{1,3}(?:,\\d{3}){1,5})");

    private PrintedNumber() {}

    static long ofLong(String written) {
        if (!GROUPED.matcher(written).matches()) {
            throw new TypeConversionException("'" + written + "' is not a whole number, such as 60000 or 60,000");
        }
        return Long.parseLong(written.replace(",", ""));
    }

    static int ofInt(String written) {
        long number = ofLong(written);
        if (number != (int) number) throw new TypeConversionException("'" + written + "' is too large");
        return (int) number;
    }
}
