package org.belay.platform.yaml;

import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a YAML file with its place: a text, a list, a mapping, or nothing. Values are read as text: {@code 2020-07-10} is not a date and
 * {@code no} not a boolean.
 */
public final class YamlValue {
    private static final int DEEPEST = 10;

    /** Null for an empty file. */
    private final @Nullable Node node;

    private YamlValue(@Nullable Node node) {
        this.node = node;
    }

    /** A key of a mapping and its value. */
    public record YamlEntry(YamlValue key, YamlValue value) {}

    /**
     * Reads the one value of a file.
     *
     * @param mostCharacters longest text that is accepted
     * @param mostAliases how many aliases may refer to lists and mappings; 0 for a text of another person, because a short text with aliases
     *     can stand for a very long one
     * @throws YamlSyntaxError with the place of the mistake
     */
    public static YamlValue read(String text, int mostCharacters, int mostAliases) {
        var options = new LoaderOptions();
        options.setCodePointLimit(mostCharacters);
        options.setMaxAliasesForCollections(mostAliases);
        options.setNestingDepthLimit(DEEPEST);
        try {
            return new YamlValue(new Yaml(options).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw mark == null
                    ? YamlSyntaxError.at(1, 1, e.getProblem())
                    : YamlSyntaxError.at(mark.getLine() + 1, mark.getColumn() + 1, e.getProblem());
        } catch (YAMLException e) {
            throw YamlSyntaxError.beyondLimit(Objects.requireNonNullElse(e.getMessage(), e.toString())
                    .lines()
                    .findFirst()
                    .orElseThrow());
        }
    }

    public boolean isEmpty() {
        return node == null || node.getTag().equals(Tag.NULL);
    }

    public boolean isText() {
        return node instanceof ScalarNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The text as written, without quotes; empty if it is no text. */
    public String text() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** The values of a list; empty if it is no list. */
    public List<YamlValue> items() {
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(YamlValue::new).toList()
                : List.of();
    }

    /** The entries of a mapping as written, with keys that occur twice; empty if it is no mapping. */
    public List<YamlEntry> entries() {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .map(entry ->
                                new YamlEntry(new YamlValue(entry.getKeyNode()), new YamlValue(entry.getValueNode())))
                        .toList()
                : List.of();
    }

    /** Line in the file, from 1. */
    public int line() {
        return node == null ? 1 : node.getStartMark().getLine() + 1;
    }

    /** Column in the line, from 1. */
    public int column() {
        return node == null ? 1 : node.getStartMark().getColumn() + 1;
    }

    /** Column of the first character of a text, after its quote. */
    public int textColumn() {
        return node instanceof ScalarNode scalar && scalar.isPlain() ? column() : column() + 1;
    }
}
