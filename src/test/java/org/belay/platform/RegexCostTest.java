package org.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.belay.testsupport.CountingCharSequence;
import org.junit.jupiter.api.Test;

/**
 * Every regular expression of the product takes time in proportion to the length of the text, not to its square, and
 * does not overflow the stack, whatever the text is. The cost is counted in character accesses.
 */
class RegexCostTest {
    private static final Path SOURCES = Path.of("src/main/java/org/belay");
    private static final Path CLASSES = Path.of("target/classes/org/belay");
    /** The laboratory reads only its own text. */
    private static final Set<String> LABORATORY = Set.of("bench", "lab", "story", "sandbox", "testkit");

    private static final Pattern CALL = Pattern.compile(
            "(?:replaceAll|replaceFirst|\\.matches|\\.split)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*[,)]");

    private static final Pattern UNICODE = Pattern.compile("(?<!\\\\)\\\\u([0-9a-fA-F]{4})");

    private static final int SHORT = 400;
    /** Accesses per character that need no further check; quadratic cost would be seven times as many at {@link #SHORT}. */
    private static final int FEW_PER_CHARACTER = 30;

    private static final int MOST_PER_CHARACTER = 600;
    private static final int DEEP = 9_000;

    private static final List<String> UNITS = List.of(
            "a",
            "A",
            "\u00e9",
            "1",
            " ",
            "\n",
            "\r\n",
            "\t",
            ".",
            "-",
            "_",
            "@",
            ":",
            ";",
            ",",
            "/",
            "\\",
            "\"",
            "'",
            "*",
            "#",
            "&",
            "+",
            "?",
            "[",
            "(",
            "<",
            "{",
            "${",
            "]",
            ")",
            ">",
            "}",
            "a.",
            "a-",
            "a@",
            "a@a.",
            "1.",
            "1-",
            "1 ",
            "a ",
            "A ",
            "a\n",
            "1\n",
            "[a](",
            "[a]([a](",
            "<a ",
            "<div ",
            "<!--",
            "&a",
            "&a;",
            "+4",
            "http://",
            "https://a.",
            "https://a",
            "www.",
            "a:",
            "a: ",
            "To:",
            "To: a\n",
            "5.1.1 ",
            "550 ",
            "--",
            "--a\n",
            "- ",
            "::: ",
            "Final-Recipient:\n",
            "Reporting-MTA:\n",
            "Reporting-MTA:\nFinal-Recipient:\n",
            "Received: ",
            "<head ",
            "<caption ",
            "<div hidden>",
            "Dear user ",
            "We are sorry. ",
            "lose your ",
            "{{",
            "$ {",
            "|",
            "a|",
            "=",
            "a=",
            "AAAA ",
            "AAA,",
            "-a",
            "_a1",
            ".a");

    private static final List<String> BEGINNINGS = List.of("", "[", "<", "aa");

    @Test
    void x30_the_cost_of_every_pattern_is_linear() throws IOException {
        Map<String, String> slow = new TreeMap<>();
        all().forEach((where, pattern) -> {
            for (String unit : units(pattern)) {
                for (String beginning : BEGINNINGS) {
                    String text = beginning + unit.repeat(SHORT / unit.length()) + "\u0001";
                    long looks = costs(pattern, text);
                    if (looks > (long) text.length() * FEW_PER_CHARACTER && looks > growth(pattern, beginning, unit)) {
                        slow.putIfAbsent(where, pattern + " on " + beginning + " + n * " + unit);
                    }
                }
            }
        });
        assertThat(slow).isEmpty();
    }

    @Test
    void x30_no_pattern_overflows_the_stack() throws IOException {
        Map<String, String> deep = new TreeMap<>();
        all().forEach((where, pattern) -> {
            for (String unit : UNITS) {
                for (String beginning : List.of("", "a@a", "aa")) {
                    try {
                        costs(pattern, beginning + unit.repeat(DEEP / unit.length()), 20);
                    } catch (StackOverflowError e) {
                        deep.putIfAbsent(where, pattern + " on " + beginning + " + n * " + unit);
                    }
                }
            }
        });
        assertThat(deep).isEmpty();
    }

    @Test
    void the_patterns_of_the_product_are_found() throws IOException {
        assertThat(all()).hasSizeGreaterThan(150);
    }

    /** Twice the cost for half the text, plus a third and a constant for the fixed part. */
    private static long growth(Pattern pattern, String beginning, String unit) {
        String half = beginning + unit.repeat(SHORT / 2 / unit.length()) + "\u0001";
        return costs(pattern, half) * 8 / 3 + 2_000;
    }

    private static long costs(Pattern pattern, String text) {
        return costs(pattern, text, MOST_PER_CHARACTER);
    }

    private static long costs(Pattern pattern, String text, int mostPerCharacter) {
        var counted = new CountingCharSequence(text, (long) text.length() * mostPerCharacter);
        try {
            Matcher matcher = pattern.matcher(counted);
            while (matcher.find()) {}
            pattern.matcher(counted).matches();
        } catch (CountingCharSequence.LookLimitReached tooMany) {
            return Long.MAX_VALUE / 16;
        }
        return counted.looks();
    }

    /** The usual units, and the words in the pattern itself. */
    private static Set<String> units(Pattern pattern) {
        Set<String> units = new LinkedHashSet<>(UNITS);
        Matcher words = Pattern.compile("[\\p{L}][\\p{L} :-]{2,}").matcher(pattern.pattern());
        for (int i = 0; words.find() && i < 8; i++) {
            units.add(words.group());
            units.add(words.group() + " ");
        }
        return units;
    }

    private static Map<String, Pattern> all() throws IOException {
        Map<String, Pattern> found = new TreeMap<>();
        constants(found);
        literals(found);
        return found;
    }

    private static void constants(Map<String, Pattern> found) throws IOException {
        for (Path file : files(CLASSES, ".class")) {
            String name = "org.belay."
                    + CLASSES.relativize(file).toString().replace('/', '.').replace(".class", "");
            try {
                Class<?> type = Class.forName(name, false, RegexCostTest.class.getClassLoader());
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        collect(type.getSimpleName() + "." + field.getName(), field.get(null), 4, found);
                    }
                }
            } catch (ReflectiveOperationException | LinkageError e) {
                throw new IllegalStateException(name, e);
            }
        }
    }

    private static void collect(String where, Object value, int depth, Map<String, Pattern> found)
            throws IllegalAccessException {
        if (value instanceof Pattern pattern) {
            found.put(where + " " + pattern.pattern().hashCode(), pattern);
        } else if (value instanceof Optional<?> maybe) {
            if (maybe.isPresent()) collect(where, maybe.get(), depth, found);
        } else if (value instanceof Map<?, ?> map) {
            for (Object one : map.values()) collect(where, one, depth, found);
        } else if (value instanceof Collection<?> many) {
            for (Object one : many) collect(where, one, depth, found);
        } else if (value != null && depth > 0 && value.getClass().getName().startsWith("org.belay.")) {
            for (Field field : value.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    collect(where + "." + field.getName(), field.get(value), depth - 1, found);
                }
            }
        }
    }

    private static void literals(Map<String, Pattern> found) throws IOException {
        for (Path file : files(SOURCES, ".java")) {
            Matcher call = CALL.matcher(Files.readString(file));
            while (call.find()) {
                String regex = UNICODE.matcher(call.group(1))
                        .replaceAll(code -> Matcher.quoteReplacement("" + (char) Integer.parseInt(code.group(1), 16)))
                        .translateEscapes();
                if (regex.length() < 2) continue;
                try {
                    found.put(
                            file.getFileName() + " \"" + regex + "\"",
                            Pattern.compile(call.group().startsWith(".matches") ? "^(?:" + regex + ")$" : regex));
                } catch (PatternSyntaxException e) {
                    throw new IllegalStateException(file + ": " + regex, e);
                }
            }
        }
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        var files = new ArrayList<Path>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !LABORATORY.contains(
                            root.relativize(file).getName(0).toString()))
                    .forEach(files::add);
        }
        return files;
    }
}
