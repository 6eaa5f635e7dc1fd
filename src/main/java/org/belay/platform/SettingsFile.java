package org.belay.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.belay.platform.yaml.YamlSyntaxError;
import org.belay.platform.yaml.YamlValue;

/** Reads {@code belay.yaml} as a flat map from {@code relay.host} to value and line. */
final class SettingsFile {
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_ALIASES = 50;

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
        try {
            YamlValue root = YamlValue.read(Files.readString(file), MOST_CHARACTERS, MOST_ALIASES);
            if (root.isMapping()) {
                reading.mapping("", root);
            } else if (!root.isEmpty()) {
                problems.add(reading.place(root) + ": expected keys such as \"sender:\", found one bare value.");
            }
        } catch (YamlSyntaxError unreadable) {
            problems.add(file.getFileName() + ":" + unreadable.line() + ": this is not YAML: " + unreadable.getMessage()
                    + ".");
        } catch (IOException unreadable) {
            problems.add(file + " cannot be read: " + unreadable + ".");
        }
        return reading.entries;
    }

    private void mapping(String prefix, YamlValue mapping) {
        for (YamlValue.YamlEntry entry : mapping.entries()) {
            if (entry.key().isText()) {
                entry(prefix + entry.key().text(), entry.key(), entry.value());
            } else {
                problems.add(place(entry.key()) + ": a key must be a word.");
            }
        }
    }

    private void entry(String path, YamlValue key, YamlValue value) {
        if (SettingsKey.isSection(path)) {
            if (value.isMapping()) {
                mapping(path + ".", value);
            } else if (!value.isEmpty()) {
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
        } else if (value.isText()) {
            // an empty value means unset, as in the sample
            entries.put(
                    known, new SettingsEntry(value.isEmpty() ? "" : value.text().strip(), place(key), folder()));
        } else {
            problems.add(place(key) + ": \"" + path + "\" takes one value.");
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file that was read has a folder");
    }

    private String place(YamlValue value) {
        return file.getFileName() + ":" + value.line();
    }
}
