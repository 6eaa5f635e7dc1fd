package org.belay.template.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.NearestName;
import org.belay.platform.text.UnstorableText;
import org.belay.platform.yaml.YamlSyntaxError;
import org.belay.platform.yaml.YamlValue;
import org.belay.platform.yaml.YamlValue.YamlEntry;
import org.belay.template.FieldChoice;
import org.belay.template.TemplateProblem;
import org.jspecify.annotations.Nullable;

/** A YAML mapping of a template. Unexpected content becomes a problem with line and column. */
final class YamlMapping {
    private static final int LARGEST = 100_000;

    private final String file;
    private final List<TemplateProblem> problems;
    private final Map<String, YamlEntry> entries = new LinkedHashMap<>();
    private final YamlValue mapping;

    private YamlMapping(String file, List<TemplateProblem> problems, YamlValue mapping) {
        this.file = file;
        this.problems = problems;
        this.mapping = mapping;
        for (YamlEntry entry : mapping.entries()) {
            if (!entry.key().isText()) {
                report(entry.key(), "A name is expected here.", "Write name: value.");
            } else if (entries.putIfAbsent(entry.key().text(), entry) != null) {
                report(entry.key(), "\"" + entry.key().text() + "\" occurs twice.", "Keep one.");
            }
        }
    }

    /** @param firstLine line of the file in which the entries begin, for a text that has none */
    static Optional<YamlMapping> read(String file, String text, int firstLine, List<TemplateProblem> problems) {
        try {
            YamlValue root = YamlValue.read(text, LARGEST, 0);
            if (root.isMapping()) return Optional.of(new YamlMapping(file, problems, root));
            problems.add(new TemplateProblem(
                    file, firstLine, 1, "It is empty or no list of entries.", "Write name: value, one per line."));
        } catch (YamlSyntaxError e) {
            problems.add(new TemplateProblem(
                    file,
                    Math.max(firstLine, e.line()),
                    e.column(),
                    "This is not YAML: " + e.getMessage() + ".",
                    e.isBeyondLimit()
                            ? "Write name: value, one per line."
                            : "Put text with a colon, quotes or a # into quotes; indent with spaces."));
        }
        return Optional.empty();
    }

    /** Reports every entry whose name is not known. */
    YamlMapping only(Collection<String> known) {
        entries.forEach((name, entry) -> {
            if (!known.contains(name)) {
                report(
                        entry.key(),
                        "\"" + name + "\" is not known here.",
                        NearestName.to(name, known)
                                .map(near -> "Write " + near + ".")
                                .orElse("Known are " + String.join(", ", known) + "."));
            }
        });
        return this;
    }

    Collection<String> names() {
        return entries.keySet();
    }

    String required(String name, String example) {
        if (text(name).isBlank()) {
            problems.add(problem(key(name), "\"" + name + "\" is missing or empty.", "Write " + name + ": " + example));
        }
        return text(name);
    }

    /** The text of an entry; empty if it is missing. */
    String text(String name) {
        YamlValue value = value(name);
        if (value == null) return "";
        if (value.isText()) return fit(value);
        report(value, "\"" + name + "\" must be text.", "Write " + name + ": text.");
        return "";
    }

    /** Reports characters that only an escape such as \\0 can produce. */
    private String fit(YamlValue value) {
        UnstorableText.problemIn(value.text())
                .ifPresent(problem -> report(value, "The text " + problem + ".", "Take the character out."));
        return value.text();
    }

    /** The same; with {@code orList}, a list is accepted too and its items become lines. */
    String text(String name, boolean orList) {
        return orList && isList(name) ? String.join("\n", list(name)) : text(name);
    }

    /** Names without texts, with one text for all languages (under the empty language), or with a text per language. */
    Map<String, Map<String, String>> wordsOrNames(String name) {
        var all = new LinkedHashMap<String, Map<String, String>>();
        if (!isMapping(name)) {
            list(name).forEach(one -> all.put(one, Map.of()));
            return all;
        }
        inner(name).ifPresent(inner -> inner.names().forEach(one -> all.put(one, inner.words(one))));
        return all;
    }

    private Map<String, String> words(String name) {
        if (!isMapping(name)) return text(name).isBlank() ? Map.of() : Map.of("", text(name));
        var words = new LinkedHashMap<String, String>();
        inner(name).ifPresent(inner -> inner.names().forEach(language -> words.put(language, inner.text(language))));
        return words;
    }

    /** {@code [phone, laptop]}, or a text per language: {@code phone: {en: phone, de: Telefon}}. */
    List<FieldChoice> choices(String name) {
        if (!isMapping(name)) {
            return list(name).stream()
                    .distinct()
                    .map(value -> new FieldChoice(value, Map.of()))
                    .toList();
        }
        var choices = new ArrayList<FieldChoice>();
        inner(name)
                .ifPresent(inner ->
                        inner.names().forEach(value -> choices.add(new FieldChoice(value, inner.words(value)))));
        return choices;
    }

    boolean yes(String name, boolean otherwise) {
        String word = text(name).toLowerCase(Locale.ROOT);
        if (word.isEmpty()) return otherwise;
        if (List.of("yes", "true").contains(word)) return true;
        if (!List.of("no", "false").contains(word)) {
            report(value(name), "\"" + name + "\" must be yes or no.", "Write " + name + ": yes.");
        }
        return false;
    }

    List<String> list(String name) {
        YamlValue value = value(name);
        if (value == null) return List.of();
        if (value.isList() && value.items().stream().allMatch(YamlValue::isText))
            return value.items().stream().map(this::fit).toList();
        report(value, "\"" + name + "\" must be a list.", "Write " + name + ": [office, floor].");
        return List.of();
    }

    Optional<YamlMapping> inner(String name) {
        YamlValue value = value(name);
        if (value == null) return Optional.empty();
        if (value.isMapping()) return Optional.of(new YamlMapping(file, problems, value));
        report(value, "\"" + name + "\" must have entries.", "Write them indented below it, name: value.");
        return Optional.empty();
    }

    void problemAt(String name, String message, String fix) {
        report(key(name), message, fix);
    }

    void problemAtValue(String name, String message, String fix) {
        report(value(name), message, fix);
    }

    /** Position of a text in the file, after its opening quote. */
    TemplateNode.SourcePosition place(String name) {
        YamlValue value = value(name);
        YamlValue at = value == null ? mapping : value;
        return new TemplateNode.SourcePosition(file, at.line(), at.textColumn());
    }

    private @Nullable YamlValue key(String name) {
        YamlEntry entry = entries.get(name);
        return entry == null ? null : entry.key();
    }

    private @Nullable YamlValue value(String name) {
        YamlEntry entry = entries.get(name);
        return entry == null ? null : entry.value();
    }

    private boolean isList(String name) {
        YamlValue value = value(name);
        return value != null && value.isList();
    }

    private boolean isMapping(String name) {
        YamlValue value = value(name);
        return value != null && value.isMapping();
    }

    /** @param at null for the whole mapping */
    private void report(@Nullable YamlValue at, String message, String fix) {
        problems.add(problem(at, message, fix));
    }

    private TemplateProblem problem(@Nullable YamlValue at, String message, String fix) {
        YamlValue place = at == null ? mapping : at;
        return new TemplateProblem(file, place.line(), place.column(), message, fix);
    }
}
