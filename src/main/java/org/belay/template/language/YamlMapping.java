package org.belay.template.language;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.NearestName;
import org.belay.platform.UnstorableText;
import org.belay.template.FieldChoice;
import org.belay.template.TemplateProblem;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML mapping whose entries know their positions. Reads nodes only and never constructs objects; unexpected content becomes a problem with
 * line and column.
 */
final class YamlMapping {
    private static final int LARGEST = 100_000;

    private final String file;
    private final int linesBefore;
    private final List<TemplateProblem> problems;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Mark start;

    private YamlMapping(String file, int linesBefore, List<TemplateProblem> problems, MappingNode node) {
        this.file = file;
        this.linesBefore = linesBefore;
        this.problems = problems;
        this.start = node.getStartMark();
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                report(entry.getKeyNode(), "A name is expected here.", "Write name: value.");
            } else if (entries.putIfAbsent(key.getValue(), entry) != null) {
                report(key, "\"" + key.getValue() + "\" occurs twice.", "Keep one.");
            }
        }
    }

    /** @param linesBefore number of lines in the file before the text */
    static Optional<YamlMapping> read(String file, String text, int linesBefore, List<TemplateProblem> problems) {
        var options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(10);
        try {
            Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (node instanceof MappingNode mapping) {
                return Optional.of(new YamlMapping(file, linesBefore, problems, mapping));
            }
            problems.add(new TemplateProblem(
                    file,
                    linesBefore + 1,
                    1,
                    "It is empty or no list of entries.",
                    "Write name: value, one per line."));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            problems.add(new TemplateProblem(
                    file,
                    linesBefore + (mark == null ? 1 : mark.getLine() + 1),
                    mark == null ? 1 : mark.getColumn() + 1,
                    "This is not YAML: " + e.getProblem() + ".",
                    "Put text with a colon, quotes or a # into quotes; indent with spaces."));
        } catch (YAMLException e) {
            problems.add(new TemplateProblem(
                    file,
                    linesBefore + 1,
                    1,
                    "This is not YAML: " + firstLine("" + e.getMessage()) + ".",
                    "Write name: value, one per line."));
        }
        return Optional.empty();
    }

    /** Reports every entry whose name is not known. */
    YamlMapping only(Collection<String> known) {
        entries.forEach((name, entry) -> {
            if (!known.contains(name)) {
                report(
                        entry.getKeyNode(),
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
        Node node = node(name);
        if (node == null) return "";
        if (node instanceof ScalarNode scalar) return fit(scalar);
        report(node, "\"" + name + "\" must be text.", "Write " + name + ": text.");
        return "";
    }

    /** Reports characters that only an escape such as \\0 can produce. */
    private String fit(ScalarNode scalar) {
        UnstorableText.problemIn(scalar.getValue())
                .ifPresent(problem -> report(scalar, "The text " + problem + ".", "Take the character out."));
        return scalar.getValue();
    }

    /** The same; with {@code orList}, a list is accepted too and its items become lines. */
    String text(String name, boolean orList) {
        return orList && node(name) instanceof SequenceNode ? String.join("\n", list(name)) : text(name);
    }

    /** Names without texts, with one text for all languages (under the empty language), or with a text per language. */
    Map<String, Map<String, String>> wordsOrNames(String name) {
        var all = new LinkedHashMap<String, Map<String, String>>();
        if (!(node(name) instanceof MappingNode)) {
            list(name).forEach(one -> all.put(one, Map.of()));
            return all;
        }
        inner(name).ifPresent(inner -> inner.names().forEach(one -> all.put(one, inner.words(one))));
        return all;
    }

    private Map<String, String> words(String name) {
        if (!(node(name) instanceof MappingNode)) return text(name).isBlank() ? Map.of() : Map.of("", text(name));
        var words = new LinkedHashMap<String, String>();
        inner(name).ifPresent(inner -> inner.names().forEach(language -> words.put(language, inner.text(language))));
        return words;
    }

    /** {@code [phone, laptop]}, or a text per language: {@code phone: {en: phone, de: Telefon}}. */
    List<FieldChoice> choices(String name) {
        if (!(node(name) instanceof MappingNode)) {
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
            report(node(name), "\"" + name + "\" must be yes or no.", "Write " + name + ": yes.");
        }
        return false;
    }

    List<String> list(String name) {
        Node node = node(name);
        if (node == null) return List.of();
        var texts = new ArrayList<String>();
        if (node instanceof SequenceNode sequence
                && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            sequence.getValue().forEach(item -> texts.add(fit((ScalarNode) item)));
        } else {
            report(node, "\"" + name + "\" must be a list.", "Write " + name + ": [office, floor].");
        }
        return texts;
    }

    Optional<YamlMapping> inner(String name) {
        Node node = node(name);
        if (node == null) return Optional.empty();
        if (node instanceof MappingNode mapping)
            return Optional.of(new YamlMapping(file, linesBefore, problems, mapping));
        report(node, "\"" + name + "\" must have entries.", "Write them indented below it, name: value.");
        return Optional.empty();
    }

    void problemAt(String name, String message, String fix) {
        report(key(name), message, fix);
    }

    void problemAtValue(String name, String message, String fix) {
        report(node(name), message, fix);
    }

    /** Position of a text in the file, after its opening quote. */
    TemplateNode.SourcePosition place(String name) {
        Node node = node(name);
        Mark mark = node == null ? start : node.getStartMark();
        int quote = node instanceof ScalarNode scalar && scalar.isPlain() ? 0 : 1;
        return new TemplateNode.SourcePosition(file, linesBefore + mark.getLine() + 1, mark.getColumn() + 1 + quote);
    }

    private @Nullable Node key(String name) {
        NodeTuple entry = entries.get(name);
        return entry == null ? null : entry.getKeyNode();
    }

    private @Nullable Node node(String name) {
        NodeTuple entry = entries.get(name);
        return entry == null ? null : entry.getValueNode();
    }

    /** @param at null for the whole mapping */
    private void report(@Nullable Node at, String message, String fix) {
        problems.add(problem(at, message, fix));
    }

    private TemplateProblem problem(@Nullable Node at, String message, String fix) {
        Mark mark = at == null ? start : at.getStartMark();
        return new TemplateProblem(file, linesBefore + mark.getLine() + 1, mark.getColumn() + 1, message, fix);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
