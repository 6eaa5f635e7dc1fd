package org.belay.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.template.files.TemplateReader;
import org.belay.template.render.TemplateCompiler;
import org.yaml.snakeyaml.Yaml;

/** The shipped templates, filled with their own examples. */
public final class ShippedMailings {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    public static final ZonedDateTime START = ZonedDateTime.of(2026, 11, 24, 9, 4, 0, 0, BERLIN);
    public static final Path FOLDER = Path.of("templates");

    private ShippedMailings() {}

    public static TemplateVersion template(String key) {
        return TemplateReader.read(FOLDER.resolve(key));
    }

    public static AuthoredValues examples(TemplateVersion template) {
        var texts = new LinkedHashMap<String, String>();
        template.fields().forEach(field -> texts.put(field.name(), field.example()));
        AuthoredValues values = AuthoredValues.of("en", texts, BERLIN, new Letterhead("Tessamar", "IT Communications"));
        Map<String, Object> example = example(template.key());
        for (String language :
                template.languages().subList(1, template.languages().size())) {
            values = values.withTranslation(language, texts(example, "values_" + language))
                    .withTranslation(language, texts(example, "correction_" + language));
        }
        return values;
    }

    /** The mailing as a file that shows the template in all its languages. */
    private static Map<String, Object> example(String key) {
        try {
            return new Yaml().load(Files.readString(Path.of("docs", "examples", "library", key + ".yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> texts(Map<String, Object> example, String part) {
        var texts = new LinkedHashMap<String, String>();
        ((Map<?, ?>) example.get(part)).forEach((name, text) -> texts.put(name.toString(), text.toString()));
        return texts;
    }

    public static CompiledPart compiled(TemplateVersion template, TemplatePart part) {
        AuthoredValues values = examples(template);
        List<AttributeGroup> audience = List.of(
                new AttributeGroup(Map.of("language", "en", "country", "GB"), 2),
                new AttributeGroup(Map.of("language", "de", "country", "DE"), 3),
                new AttributeGroup(Map.of("language", "fr", "country", "FR"), 1),
                new AttributeGroup(Map.of("language", "es", "country", "ES"), 1),
                new AttributeGroup(Map.of("language", "pl", "country", "PL"), 1));
        if (part != TemplatePart.CORRECTION) return TemplateCompiler.compile(template, part, values, audience);
        CompiledPart notice = TemplateCompiler.compile(template, TemplatePart.NOTICE, values, audience);
        return TemplateCompiler.compile(template, part, values.forCorrectionOf(notice, Optional.of(START)), audience);
    }
}
