package org.belay.template.language;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.platform.NearestName;
import org.belay.template.FieldChoice;
import org.belay.template.FieldType;
import org.belay.template.TemplateField;
import org.belay.template.TemplateProblem;

/**
 * The parsed {@code template.yaml}.
 *
 * @param language of the files without a suffix
 */
public record TemplateDefinition(
        String title,
        String description,
        String owner,
        String language,
        List<TemplateField> fields,
        PersonAttributes attributes) {

    /** Attributes that every template may use; {@code person:} declares further ones. */
    static final List<String> ATTRIBUTES =
            List.of("givenName", "familyName", "fullName", "language", "country", "department");

    private static final Set<FieldType> LIMITED =
            EnumSet.of(FieldType.TEXT, FieldType.LONG_TEXT, FieldType.LIST, FieldType.NUMBER);
    private static final String LIMITS =
            "it counts the characters of a text, the entries of a list, or is the largest number";

    private static final Pattern COLUMN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    /** Reserved names. */
    static final List<String> TAKEN = List.of("person", "withdrawn", "organisation");

    private static final List<String> KEYS =
            List.of("title", "description", "owner", "language", "person", "fields", "correction");
    private static final List<String> FIELD_KEYS =
            List.of("type", "label", "help", "required", "example", "translate", "maximum", "choices");

    /** The fields of every correction; a template may give them its own labels, help and examples. */
    private static final List<TemplateField> CORRECTION = List.of(
            own("now_true", "What is true now", "The first thing readers see: what applies from now on.", true),
            own(
                    "if_already_acted",
                    "If someone has already acted",
                    "What they should do about it, or that nothing is lost.",
                    true),
            own("cause", "How it happened", "One sentence, if you know the cause.", false));

    public static Optional<TemplateDefinition> read(String file, String content, List<TemplateProblem> problems) {
        return YamlMapping.read(file, content, 1, problems).map(yaml -> {
            yaml.only(KEYS);
            String language = yaml.text("language");
            return new TemplateDefinition(
                    yaml.required("title", "Planned outage"),
                    yaml.text("description"),
                    yaml.text("owner"),
                    language.isBlank() ? "en" : language,
                    fields(yaml),
                    attributes(yaml));
        });
    }

    /** {@code person: [office]}, or with default texts: {@code person: {office: the office}}. */
    private static PersonAttributes attributes(YamlMapping yaml) {
        Map<String, Map<String, String>> words = yaml.wordsOrNames("person");
        words.keySet().stream()
                .filter(name -> !COLUMN.matcher(name).matches())
                .forEach(name -> yaml.problemAt(
                        "person",
                        "\"" + name + "\" cannot be used as person." + name + ".",
                        "Name columns of letters, digits and _."));
        return new PersonAttributes(
                Stream.concat(ATTRIBUTES.stream(), words.keySet().stream())
                        .distinct()
                        .toList(),
                words);
    }

    private static List<TemplateField> fields(YamlMapping yaml) {
        var fields = new ArrayList<TemplateField>();
        yaml.inner("fields")
                .ifPresent(inner -> inner.names().forEach(name -> {
                    if (!NAME.matcher(name).matches()) {
                        inner.problemAt(
                                name,
                                "\"" + name + "\" cannot be a field's name.",
                                "Write it in small letters, digits and _.");
                    } else if (TAKEN.contains(name)
                            || CORRECTION.stream().anyMatch(own -> own.name().equals(name))) {
                        inner.problemAt(name, "\"" + name + "\" is a name that Belay uses itself.", "Choose another.");
                    }
                    inner.inner(name).ifPresent(entry -> fields.add(field(name, entry)));
                }));
        Map<String, TemplateField> correction = new LinkedHashMap<>();
        CORRECTION.forEach(own -> correction.put(own.name(), own));
        yaml.inner("correction")
                .ifPresent(inner -> inner.only(correction.keySet())
                        .names()
                        .forEach(name -> inner.inner(name)
                                .ifPresent(entry ->
                                        correction.computeIfPresent(name, (same, own) -> reworded(own, entry)))));
        fields.addAll(correction.values());
        return fields;
    }

    private static TemplateField field(String name, YamlMapping entry) {
        entry.only(FIELD_KEYS);
        String word = entry.text("type").isBlank() ? "text" : entry.text("type");
        Optional<FieldType> type = FieldType.of(word);
        if (type.isEmpty()) {
            List<String> known =
                    Arrays.stream(FieldType.values()).map(FieldType::keyword).toList();
            entry.problemAtValue(
                    "type",
                    "There is no field type \"" + word + "\".",
                    NearestName.to(word, known)
                            .map(near -> "Write " + near + ".")
                            .orElse("Known are " + known.stream().collect(Collectors.joining(", ")) + "."));
        }
        FieldType known = type.orElse(FieldType.TEXT);
        List<FieldChoice> choices = choices(known, entry);
        String example = entry.text("example", known == FieldType.LIST);
        var field = new TemplateField(
                name,
                known,
                entry.required("label", "Deadline"),
                entry.text("help"),
                entry.yes("required", false),
                example,
                false,
                known.isText() && entry.yes("translate", true),
                maximum(known, entry),
                choices);
        if (type.isPresent() && !example.isBlank()) {
            field.problem(example, ZoneOffset.UTC)
                    .ifPresent(problem ->
                            entry.problemAtValue("example", "The example " + problem + ".", "Write a valid one."));
        }
        return field;
    }

    private static int maximum(FieldType type, YamlMapping entry) {
        String written = entry.text("maximum");
        if (written.isEmpty()) return 0;
        if (!LIMITED.contains(type)) {
            entry.problemAt("maximum", "A " + type.keyword() + " field has no maximum.", "Remove it: " + LIMITS + ".");
        } else if (!written.matches("[1-9]\\d{0,8}")) {
            entry.problemAtValue("maximum", "\"maximum\" must be a number.", "Write maximum: 80.");
        } else {
            return Integer.parseInt(written);
        }
        return 0;
    }

    private static List<FieldChoice> choices(FieldType type, YamlMapping entry) {
        List<FieldChoice> choices = entry.choices("choices");
        if (type == FieldType.CHOICE && choices.size() < 2) {
            entry.problemAt("type", "A choice needs at least two options.", "Write choices: [phone, laptop].");
        } else if (type != FieldType.CHOICE && !choices.isEmpty()) {
            entry.problemAt("choices", "Only a choice has choices.", "Write type: choice.");
        }
        return choices;
    }

    private static TemplateField reworded(TemplateField own, YamlMapping entry) {
        entry.only(List.of("label", "help", "example"));
        String label = entry.text("label");
        String help = entry.text("help");
        return new TemplateField(
                own.name(),
                own.type(),
                label.isBlank() ? own.label() : label,
                help.isBlank() ? own.help() : help,
                own.required(),
                entry.text("example"),
                true,
                true,
                0,
                List.of());
    }

    private static TemplateField own(String name, String label, String help, boolean required) {
        return new TemplateField(name, FieldType.LONG_TEXT, label, help, required, "", true, true, 0, List.of());
    }
}
