package org.belay.template.render;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.belay.template.AttributeGroup;
import org.belay.template.AuthoredValues;
import org.belay.template.CompiledPart;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a template in three languages with four conditions takes for 100,000 people, who differ in 60,000 ways: grouping,
 * rendering and both forms of every mail.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TemplateCompilerBench {
    private static final int PEOPLE = 100_000;
    private static final String CONDITIONS = """

            <#if person.country == "DE">The works council agreed.</#if>
            <#if person.department == "IT" || person.department == "Security">You know the tool.<#else>Ask IT.</#if>
            <#if person.office?has_content>Come to ${person.office!"us"}.</#if>
            <#if person.country == "US" && person.department != "Legal">Call extension 4357.</#if>
            """;

    private TemplateVersion template;
    private AuthoredValues values;
    private List<AttributeGroup> groups;

    @Setup
    public void read() {
        TemplateVersion shipped = TemplateReader.read(Path.of("templates/mandatory-app-removal"));
        var files = new java.util.HashMap<>(shipped.files());
        files.keySet().removeIf(name -> name.matches(".*_(?!de|fr).*\\.md"));
        for (String part : List.of("notice", "correction", "reminder")) {
            files.putIfAbsent(part + "_fr.md", files.get(part + ".md"));
        }
        files.replaceAll((name, text) -> name.startsWith("notice") ? text + CONDITIONS : text);
        files.put("template.yaml", files.get("template.yaml").replaceFirst("\nfields:", "\nperson: [office]\nfields:"));
        template = TemplateReader.parse("bench", files);
        var texts = new java.util.HashMap<String, String>();
        template.fields().forEach(field -> texts.put(field.name(), field.example()));
        values = SmallTemplate.values()
                .withFields(texts)
                .withTranslation("de", texts)
                .withTranslation("fr", texts);
        groups = people();
    }

    private static List<AttributeGroup> people() {
        var groups = new ArrayList<AttributeGroup>();
        String[] languages = {"en", "de", "fr", "pl"};
        String[] countries = {"DE", "US", "FR", "GB", "PL"};
        String[] departments = {"IT", "Security", "Legal", "Sales", "HR", "Works"};
        for (int i = 0; i < PEOPLE; i++) {
            groups.add(new AttributeGroup(
                    Map.of(
                            "language", languages[i % 4],
                            "country", countries[i % 5],
                            "department", departments[i % 6],
                            "office", i % 7 == 0 ? "" : "Building " + i % 1000),
                    1));
        }
        return groups;
    }

    @Benchmark
    public CompiledPart compile() {
        return TemplateCompiler.compile(template, TemplatePart.NOTICE, values, groups);
    }
}
