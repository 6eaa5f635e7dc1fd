package org.belay.template.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.template.AttributeGroup;
import org.belay.template.MailDom;
import org.belay.template.MailVariant;
import org.belay.template.PlaceholderFilling;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplateError;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Attack payloads in templates, values, names and subjects: none is executed, reads files, hangs or is printed unescaped. They are in
 * {@code attacks/*.txt}, one per line; {@code \\n} is the end of a line, {@code {{x**9}}} nine times x.
 */
class TemplateAttackTest {
    private static final Path ATTACKS = Path.of("src/test/resources/org/belay/template/attacks");
    /** CPU time: more than any mail needs; independent of other load on the machine. */
    private static final Duration MOST = Duration.ofSeconds(5);

    private static final Set<String> ALLOWED = Set.of(
            "html head meta title style body div table tr td th caption tbody h1 h2 h3 p ul ol li blockquote hr br pre code strong em s bdi a span"
                    .split(" "));

    static Stream<String> templates() {
        return lines("templates.txt");
    }

    static Stream<String> values() {
        return lines("values.txt");
    }

    static Stream<String> headers() {
        return lines("headers.txt");
    }

    @BeforeAll
    static void warm_up() {
        for (int i = 0; i < 20; i++)
            SmallTemplate.mailed("# ${app}\n\n::: summary\nWhat: ${steps}\n:::\n", "steps", "- a\n- b");
    }

    /** docs/faults.md X01, X02. Saving, importing, pushing and checking all use TemplateSource. */
    @ParameterizedTest
    @MethodSource("templates")
    void x01_unsupported_template_code_is_refused_with_its_line_or_printed_as_text(String payload) {
        SmallTemplate template = SmallTemplate.template().notice(payload);
        List<String> problems = inTime(template::problems);
        if (!problems.isEmpty()) {
            assertThat(problems).allMatch(said -> said.matches("(?s)try/notice\\.md:\\d+:\\d+: .+\\. .+\\.?"));
            return;
        }
        inert(inTime(() -> TemplateCompiler.preview(
                        template.read(),
                        TemplatePart.NOTICE,
                        SmallTemplate.values("apps", "a\nb"),
                        List.of(SmallTemplate.people(1)))
                .variant(1)));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void x01_the_same_in_a_subject(String payload) {
        String line = payload.replace('\n', ' ').replace("'", "''");
        SmallTemplate template = SmallTemplate.template().file("notice.md", SmallTemplate.mail(line, "Words."));
        if (!inTime(template::problems).isEmpty()) return;
        inert(inTime(() -> TemplateCompiler.preview(
                        template.read(),
                        TemplatePart.NOTICE,
                        SmallTemplate.values("apps", "a\nb"),
                        List.of(SmallTemplate.people(1)))
                .variant(1)));
    }

    /** docs/faults.md X01 as data, X03, X04. */
    @ParameterizedTest
    @MethodSource("values")
    void x03_a_value_is_plain_text_everywhere(String payload) {
        inert(inTime(() -> TemplateCompiler.preview(
                        EVERYWHERE,
                        TemplatePart.NOTICE,
                        SmallTemplate.values(
                                "app", payload, "steps", payload, "apps", payload, "page", payload, "contact", payload),
                        List.of(SmallTemplate.people(1)))
                .variant(1)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void x03_a_name_is_plain_text_everywhere(String payload) {
        // the code that fills placeholders refuses private-use and control characters
        String name = payload.replaceAll("[\uE000-\uE004\\p{Cntrl}]", "");
        Map<String, String> person = Map.of("givenName", name, "office", name, "language", name, "country", name);
        inert(inTime(() ->
                TemplateCompiler.forPerson(EVERYWHERE, TemplatePart.NOTICE, SmallTemplate.values("app", "x"), person)));
        MailVariant variant = inTime(() -> TemplateCompiler.preview(
                        EVERYWHERE,
                        TemplatePart.NOTICE,
                        SmallTemplate.values("app", "x"),
                        List.of(new AttributeGroup(person, 1)))
                .variant(1));
        harmless(PlaceholderFilling.html(variant.html(), person));
    }

    @Test
    void x24_no_value_reverses_the_text_around_it() {
        MailVariant mail = SmallTemplate.mailed(
                "${app} and ${steps} and ${apps}", "app", "a\u202Eb", "steps", "c\u2067d", "apps", "e\u202Af");

        assertThat(mail.text()).startsWith("ab and cd and ef");
    }

    /** docs/faults.md X05. */
    @ParameterizedTest
    @MethodSource("headers")
    void x05_no_value_and_no_name_begins_a_header_of_its_own(String payload) {
        Map<String, String> person = Map.of("givenName", payload, "office", payload);
        MailVariant alone = TemplateCompiler.forPerson(
                EVERYWHERE, TemplatePart.NOTICE, SmallTemplate.values("app", payload), person);

        assertThat(alone.subject())
                .doesNotContainPattern("[\\p{Cntrl}\u2028\u2029\u0085]")
                .contains("About");
        inert(alone);
    }

    private static final TemplateVersion EVERYWHERE = SmallTemplate.template()
            .file("notice.md", """
                    ---
                    subject: 'About ${app} for ${person.givenName!"you"}'
                    preview: '${app} ${person.office!"here"}'
                    ---
                    # ${app} for ${person.givenName!"you"}

                    Hello ${person.givenName!"colleague"} *${app}* `${app}` [${app}](https://example.org/${app}) ${page}

                    ::: summary
                    What: ${steps}
                    Who: ${person.office!"you"} of ${contact}
                    :::

                    ${steps}

                    <#list apps as one>
                    - ${one} <#if one == "x">x<#sep>, </#if>
                    </#list>
                    """.replace("<#sep>, </#if>", "</#if><#sep>, </#sep>"))
            .read();

    /** Nothing was executed or read, and only text was added. */
    private static void inert(MailVariant mail) {
        String all = mail.subject() + mail.text() + mail.html();
        assertThat(all)
                .doesNotContain("root:x:")
                .doesNotContain("uid=")
                .doesNotContain("CANARY4913")
                .doesNotContain("java.lang.")
                .hasSizeLessThan(400_000);
        assertThat(Path.of(System.getProperty("java.io.tmpdir"), "belay-canary"))
                .doesNotExist();
        harmless(mail.html());
    }

    private static void harmless(String html) {
        Document document = MailDom.parse(html);
        for (Element element : MailDom.all(document, "*")) {
            assertThat(ALLOWED).contains(element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                assertThat(name).doesNotStartWith("on").isNotIn("src", "srcdoc", "action", "formaction", "background");
            }
            if (element.hasAttribute("href")) {
                assertThat(element.getAttribute("href")).matches("(?is)(https?://|mailto:).*");
            }
        }
    }

    private static <T> T inTime(Supplier<T> act) {
        return assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            var threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            try {
                return act.get();
            } catch (TemplateError refused) {
                return TemplateAttackTest.<T>refused(refused);
            } finally {
                assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
                        .isLessThan(MOST);
            }
        });
    }

    /** Refusing a mail that is too long is a valid result. */
    private static <T> T refused(TemplateError error) {
        assertThat(error.problems()).isNotEmpty();
        @SuppressWarnings("unchecked")
        T nothing = (T) new MailVariant(1, "en", "", 1, new HashMap<>(), "About", "<html></html>", "");
        return nothing;
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(ATTACKS.resolve(file)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("## "))
                    .map(TemplateAttackTest::written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(String line) {
        String all = Pattern.compile("\\{\\{(.+?)\\*\\*(\\d+)}}")
                .matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        String unescaped = Pattern.compile("\\\\u([0-9A-Fa-f]{4})")
                .matcher(all)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
        return unescaped.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    }
}
