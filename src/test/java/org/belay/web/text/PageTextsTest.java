package org.belay.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessagePattern;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.delivery.DeliveryState;
import org.belay.mailing.model.MailingState;
import org.junit.jupiter.api.Test;

/** Every text of the pages is in the bundle, and the bundle has no other. */
class PageTextsTest {
    private static final Path PAGES = Path.of("src/main/resources/pages");
    private static final Path CODE = Path.of("src/main/java/org/belay");
    private static final Pattern CALL =
            Pattern.compile("(?:\\bmsg|\\bmessages\\.text|new PageText)\\(\\s*\"([A-Za-z0-9._-]+)\"(?=\\s*[,)])");
    /** {@code msg("error.title." + known)}: the beginning of several keys. */
    private static final Pattern FAMILY = Pattern.compile("(?:\\bmsg|\\bmessages\\.text)\\(\\s*\"([a-z.-]+\\.)\" \\+");

    private final Map<String, String> bundle = bundle("messages");
    private final Map<String, String> sources = sources();

    @Test
    void every_key_that_a_page_or_class_names_is_in_the_bundle() {
        sources.forEach((name, source) -> assertThat(bundle.keySet()).as(name).containsAll(all(CALL, source)));
        assertThat(bundle.keySet())
                .containsAll(keys("delivery-state.", DeliveryState.values()))
                .containsAll(keys("delivery-note.", DeliveryState.values()))
                .containsAll(keys("mailing-state.", MailingState.values()));
    }

    @Test
    void every_key_of_the_bundle_is_named_by_a_page_or_class() {
        Set<String> named = new TreeSet<>();
        Set<String> families = new TreeSet<>();
        sources.values().forEach(source -> {
            named.addAll(all(CALL, source));
            families.addAll(all(FAMILY, source));
        });

        assertThat(bundle.keySet())
                .allMatch(key -> named.contains(key) || families.stream().anyMatch(key::startsWith));
        assertThat(bundle("messages_de").keySet()).as("second language").allMatch(bundle::containsKey);
    }

    @Test
    void every_pattern_can_be_read_and_gets_as_many_arguments_as_it_has() {
        var given = new HashMap<String, Set<Integer>>();
        sources.forEach((name, source) -> {
            var calls = CALL.matcher(source);
            while (calls.find()) {
                given.computeIfAbsent(calls.group(1), key -> new TreeSet<>()).add(arguments(source, calls.end()));
            }
        });
        bundle.forEach((key, pattern) -> {
            int wanted = highest(new MessagePattern(pattern)) + 1;
            assertThat(given.getOrDefault(key, Set.of(wanted)))
                    .as(key + "=" + pattern)
                    .containsExactly(wanted);
        });
    }

    @Test
    void a_page_has_no_text_of_its_own() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            for (Path page : pages.toList()) {
                String source = Files.readString(page);
                assertThat(textOutsideOfMessages(source)).as(page.toString()).isEmpty();
            }
        }
    }

    private static List<String> textOutsideOfMessages(String page) {
        String text = page.replaceAll("(?s)<#--.*?-->", " ").replace("->", " ");
        var found = new ArrayList<>(
                all(Pattern.compile("\\s((?:aria-label|title|alt|word|lead|note)=\"[A-Za-z][^\"]*\")"), text));
        String before;
        do {
            before = text;
            text = text.replaceAll("\\$\\{[^{}]*}", " ");
        } while (!text.equals(before));
        text = text.replaceAll("<#local \\w+>[^\\n]*=\"[^\\n]*</#local>", " ")
                .replaceAll("(?s)</?[#@][^<>]*>", " ")
                .replaceAll("(?s)<[^>]*>", " ");
        found.addAll(all(
                Pattern.compile("([A-Za-z][^\\n]*)"),
                text.replaceAll("\\./belay [^\\n]*", " ").replaceAll("\\bBelay\\b|&[a-z]+;", " ")));
        return found;
    }

    private static int arguments(String source, int at) {
        int depth = 0;
        int commas = 0;
        boolean quoted = false;
        for (int i = at; ; i++) {
            char c = source.charAt(i);
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c == ',' && depth == 0) commas++;
            if (c == '(' || c == '[') depth++;
            if (c == ']' || c == ')' && depth > 0) depth--;
            else if (c == ')') return commas;
        }
    }

    private static int highest(MessagePattern pattern) {
        int highest = -1;
        for (int i = 0; i < pattern.countParts(); i++) {
            MessagePattern.Part part = pattern.getPart(i);
            if (part.getType() == MessagePattern.Part.Type.ARG_NUMBER) highest = Math.max(highest, part.getValue());
        }
        return highest;
    }

    private static List<String> keys(String family, Enum<?>[] values) {
        return Arrays.stream(values).map(value -> family + value.name()).toList();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static Map<String, String> bundle(String name) {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(
                Path.of(name.equals("messages") ? "src/main/resources" : "src/test/resources", name + ".properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var bundle = new HashMap<String, String>();
        properties.forEach((key, text) -> bundle.put((String) key, (String) text));
        return bundle;
    }

    private static Map<String, String> sources() {
        var sources = new HashMap<String, String>();
        try (Stream<Path> pages = Files.walk(PAGES);
                Stream<Path> code = Files.walk(CODE)) {
            for (Path file :
                    Stream.concat(pages, code).filter(Files::isRegularFile).toList()) {
                sources.put(file.toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return sources;
    }
}
