package org.belay.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A MAIL or RCPT command: a path and parameters (RFC 5321 4.1.2). */
record PathCommand(String path, List<String> parameters) {

    static PathCommand read(String line) {
        int from = line.indexOf('<');
        int to = line.lastIndexOf('>');
        if (from < 0 || to < from) return new PathCommand("", List.of());
        var parameters = new ArrayList<String>();
        for (String word : line.substring(to + 1).strip().split(" +")) {
            if (!word.isEmpty()) parameters.add(word);
        }
        return new PathCommand(line.substring(from + 1, to), parameters);
    }

    boolean says(String keyword) {
        return value(keyword).isPresent();
    }

    Optional<String> value(String keyword) {
        return parameters.stream()
                .filter(word -> word.split("=")[0].equalsIgnoreCase(keyword))
                .map(word -> word.contains("=") ? word.substring(word.indexOf('=') + 1) : "")
                .findFirst();
    }

    /**
     * The reply with which the relay refuses the command; empty if it accepts it. The parameters must belong to
     * extensions that the relay offers.
     */
    Optional<String> refusal(RelayDefaults defaults, boolean utf8) {
        for (String word : parameters) {
            String extension = extension(word.split("=")[0].toUpperCase(Locale.ROOT));
            if (!defaults.offers(extension)) return Optional.of("555 5.5.4 Unsupported option: " + word);
        }
        if (value("SIZE")
                .filter(size -> size.matches("\\d{1,18}") && Long.parseLong(size) > defaults.size)
                .isPresent()) {
            return Optional.of("552 5.3.4 too big");
        }
        if (!utf8 && !StandardCharsets.US_ASCII.newEncoder().canEncode(path)) {
            return Optional.of("553 5.6.7 an address like that needs SMTPUTF8"); // RFC 6531 3.5
        }
        return Optional.empty();
    }

    private static String extension(String parameter) {
        return switch (parameter) {
            case "BODY" -> "8BITMIME"; // RFC 6152
            case "RET", "ENVID", "NOTIFY", "ORCPT" -> "DSN"; // RFC 3461
            default -> parameter; // SIZE, SMTPUTF8 and AUTH have the name of their extension
        };
    }
}
