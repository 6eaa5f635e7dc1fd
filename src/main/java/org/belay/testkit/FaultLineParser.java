package org.belay.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Parses a fault line: {@code POINT [recipients and times]: action; action}. docs/faulty-relay.md describes the
 * language.
 */
final class FaultLineParser {
    private final String text;

    private FaultLineParser(String text) {
        this.text = text;
    }

    static void parse(String text, FaultCondition when) {
        new FaultLineParser(text).write(when);
    }

    private void write(FaultCondition when) {
        int colon = text.indexOf(": ");
        if (colon < 0) throw error("has no \": \" between point and actions");
        List<String> where = List.of(text.substring(0, colon).strip().split("\\s+"));
        FaultPoint point = point(where.get(0));
        FaultActionBuilder then = where(when, where.subList(1, where.size())).at(point);
        for (String act : text.substring(colon + 2).split(";")) {
            act(then, act.strip());
        }
    }

    private FaultPoint point(String word) {
        return Arrays.stream(FaultPoint.values())
                .filter(point -> point.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> error("starts with \"" + word + "\", which is not one of "
                        + Arrays.stream(FaultPoint.values())
                                .map(FaultPoint::name)
                                .collect(Collectors.joining(", "))));
    }

    private FaultCondition where(FaultCondition when, List<String> words) {
        FaultCondition narrowed = when;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).toLowerCase(Locale.ROOT);
            if (word.matches("\\d+")) {
                narrowed = narrowed.theTime(number(word));
            } else if (word.matches("\\d+(\\.\\d+)?%")) {
                narrowed = narrowed.inPercent(Double.parseDouble(word.substring(0, word.length() - 1)));
            } else {
                String value = i + 1 < words.size() ? words.get(++i) : "";
                narrowed = switch (word) {
                    case "for" -> narrowed.forRecipient(value);
                    case "connection" -> narrowed.onConnection(number(value));
                    case "transaction" -> narrowed.onTransaction(number(value));
                    case "every" -> narrowed.everyTime(number(value));
                    default ->
                        throw error("says \"" + word + "\", which is not one of: a number, a percentage,"
                                + " for ADDRESS, connection N, transaction N, every N");
                };
            }
        }
        return narrowed;
    }

    private void act(FaultActionBuilder then, String act) {
        String[] words = act.split("\\s+", 2);
        String argument = words.length > 1 ? words[1] : "";
        if (act.matches("\\d.*")) {
            then.reply(act.split(" *\\| *"));
            return;
        }
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "keep" -> then.keepMessage();
            case "lose" -> then.loseMessage();
            case "drop" -> then.dropConnection();
            case "reset" -> then.resetConnection();
            case "silence" -> then.fallSilent();
            case "deaf" -> then.stopReading();
            case "read" -> then.read(number(argument));
            case "first" -> then.times(number(argument));
            case "raw" -> then.raw(bytes(argument));
            case "flood" -> then.flood(new String(bytes(argument), StandardCharsets.UTF_8));
            case "drip" -> drip(then, argument);
            case "wait" -> delay(then, argument);
            default ->
                throw error(
                        "does \"" + act + "\", which is not one of: a reply like 452 4.2.2 full, wait 5s, drop, reset,"
                                + " silence, deaf, keep, lose, drip 1s TEXT, flood TEXT, raw TEXT, read N, first N");
        }
    }

    private void drip(FaultActionBuilder then, String argument) {
        String[] words = argument.split("\\s+", 2);
        if (words.length < 2) throw error("has nothing to drip; write drip 1s TEXT");
        then.drip(new String(bytes(words[1]), StandardCharsets.UTF_8), duration(words[0]));
    }

    private void delay(FaultActionBuilder then, String argument) {
        String[] between = argument.split("-", 2);
        if (between.length == 1) {
            then.delay(duration(argument));
        } else {
            String unit = between[1].replaceAll("[^a-z]", "");
            then.delay(duration(between[0].endsWith("s") ? between[0] : between[0] + unit), duration(between[1]));
        }
    }

    private Duration duration(String word) {
        try {
            if (word.endsWith("ms")) return Duration.ofMillis(Long.parseLong(word.substring(0, word.length() - 2)));
            if (word.endsWith("s")) return Duration.ofSeconds(Long.parseLong(word.substring(0, word.length() - 1)));
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw error("has the time \"" + word + "\"; write it like 300ms or 5s");
    }

    private int number(String word) {
        try {
            int number = Integer.parseInt(word.strip());
            if (number > 0) return number;
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw error("has \"" + word + "\" where a number from 1 is needed");
    }

    private static byte[] bytes(String escaped) {
        return escaped.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\0", "\0")
                .getBytes(StandardCharsets.UTF_8);
    }

    private IllegalArgumentException error(String what) {
        return new IllegalArgumentException("The fault line \"" + text + "\" " + what + ".");
    }
}
