package org.belay.platform;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads {@code belay.yaml} as a flat map from {@code relay.host} to value and line. It works on YAML nodes, because
 * only nodes have line numbers.
 */
final class SettingsFile {
    /**
     * @param place {@code belay.yaml:7}, or the name of an environment variable
     * @param relativeTo base of relative paths
     */
    record SettingsEntry(String value, String place, Path relativeTo) {}

    private final Path file;
    private final List<String> problems;
    private final Map<SettingsKey, SettingsEntry> entries = new LinkedHashMap<>();

    private SettingsFile(Path file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Reads the entries of the file and adds its mistakes to {@code problems}. */
    static Map<SettingsKey, SettingsEntry> read(Path file, List<String> problems) {
        SettingsFile reading = new SettingsFile(file, problems);
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (root instanceof MappingNode mapping) {
                reading.mapping("", mapping);
            } else if (root != null && !root.getTag().equals(Tag.NULL)) {
                problems.add(reading.place(root) + ": expected keys such as \"sender:\", found one bare value.");
            }
        } catch (MarkedYAMLException unreadable) {
            int line = unreadable.getProblemMark() == null
                    ? 1
                    : unreadable.getProblemMark().getLine() + 1;
            problems.add(file.getFileName() + ":" + line + ": this is not YAML: " + unreadable.getProblem() + ".");
        } catch (IOException unreadable) {
            problems.add(file + " cannot be read: " + unreadable + ".");
        }
        return reading.entries;
    }

    private void mapping(String prefix, MappingNode node) {
        for (NodeTuple pair : node.getValue()) {
            if (pair.getKeyNode() instanceof ScalarNode key) {
                entry(prefix + key.getValue(), key, pair.getValueNode());
            } else {
                problems.add(place(pair.getKeyNode()) + ": a key must be a word.");
            }
        }
    }

    private void entry(String path, ScalarNode key, Node value) {
        boolean empty = value.getTag().equals(Tag.NULL);
        if (SettingsKey.isSection(path)) {
            if (value instanceof MappingNode inner) {
                mapping(path + ".", inner);
            } else if (!empty) {
                problems.add(place(key) + ": \"" + path + "\" takes keys under it, not a value.");
            }
            return;
        }
        SettingsKey known = SettingsKey.byPath(path).orElse(null);
        if (known == null) {
            problems.add(place(key) + ": there is no setting \"" + path + "\"."
                    + NearestName.to(path, SettingsKey.paths())
                            .map(near -> " Did you mean \"" + near + "\"?")
                            .orElse(""));
        } else if (entries.containsKey(known)) {
            problems.add(place(key) + ": \"" + path + "\" is already set, at "
                    + entries.get(known).place() + ".");
        } else if (value instanceof ScalarNode scalar) {
            // an empty value means unset, as in the sample
            entries.put(known, new SettingsEntry(empty ? "" : scalar.getValue().strip(), place(key), folder()));
        } else {
            problems.add(place(key) + ": \"" + path + "\" takes one value.");
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file that was read has a folder");
    }

    private String place(Node node) {
        return file.getFileName() + ":" + (node.getStartMark().getLine() + 1);
    }
}
