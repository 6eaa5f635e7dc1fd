package org.belay.cli.print;

import org.belay.platform.text.TypedNumber;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Options that are whole numbers: read as a page reads what is typed, and with a sign where an option takes one. */
public final class WholeNumberConverter {
    private WholeNumberConverter() {}

    public static void register(CommandLine belay) {
        belay.registerConverter(long.class, WholeNumberConverter::parseLong);
        belay.registerConverter(Long.class, WholeNumberConverter::parseLong);
        belay.registerConverter(int.class, WholeNumberConverter::parseInt);
        belay.registerConverter(Integer.class, WholeNumberConverter::parseInt);
    }

    private static long parseLong(String written) {
        boolean negative = written.startsWith("-");
        long number = TypedNumber.read(negative ? written.substring(1) : written)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + written + "' is not a whole number, such as 60000 or 60,000"));
        return negative ? -number : number;
    }

    private static int parseInt(String written) {
        long number = parseLong(written);
        if (number != (int) number) throw new TypeConversionException("'" + written + "' is too large");
        return (int) number;
    }
}
