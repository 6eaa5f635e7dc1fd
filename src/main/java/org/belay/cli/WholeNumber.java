package org.belay.cli;

import org.belay.platform.TypedNumber;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Options that are whole numbers: read as a page reads what is typed, and with a sign where an option takes one. */
final class WholeNumber {
    private WholeNumber() {}

    static void register(CommandLine belay) {
        belay.registerConverter(long.class, WholeNumber::ofLong);
        belay.registerConverter(Long.class, WholeNumber::ofLong);
        belay.registerConverter(int.class, WholeNumber::ofInt);
        belay.registerConverter(Integer.class, WholeNumber::ofInt);
    }

    private static long ofLong(String written) {
        boolean negative = written.startsWith("-");
        long number = TypedNumber.read(negative ? written.substring(1) : written)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + written + "' is not a whole number, such as 60000 or 60,000"));
        return negative ? -number : number;
    }

    private static int ofInt(String written) {
        long number = ofLong(written);
        if (number != (int) number) throw new TypeConversionException("'" + written + "' is too large");
        return (int) number;
    }
}
