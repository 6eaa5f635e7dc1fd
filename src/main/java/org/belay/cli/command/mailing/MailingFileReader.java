package org.belay.cli.command.mailing;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.belay.cli.http.CommandFailure;
import org.belay.platform.NearestName;
import org.belay.template.DateValue;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the YAML of a mailing and keeps the position of each value for error messages. Values are read as text:
 * {@code 2020-07-10} is not a date and {@code no} not a boolean.
 */
final class MailingFileReader {
    private static final List<String> SINGLE = List.of("template", "language", "audience", "pace", "send", "people");
    private static final Pattern GROUP = Pattern.compile("(values|correction)(_[a-z]{2,3}(-[A-Za-z]{2,8})?)?");
    private static final Set<String> NEEDED = Set.of("template", "values", "audience");

    /**
     * A mistake in the file.
     *
     * @param line from 1; 0 if the mistake is about the whole file
     */
    record FileMistake(int line, int column, String message) {
        @Override
        public String toString() {
            return "  " + (line == 0 ? "" : "line " + line + ", column " + column + ": ") + message;
        }
    }

    private final String file;
    private final List<FileMistake> wrong = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    MailingFileReader(String file) {
        this.file = file;
    }

    /** The mistakes that {@link #read} found. */
    List<FileMistake> mistakes() {
        return List.copyOf(wrong);
    }

    /** The line of each key, such as {@code audience} or {@code values.reason}. */
    Map<String, Integer> lines() {
        return Map.copyOf(lines);
    }

    /** @throws CommandFailure that names every mistake, if there is one */
    void throwOnMistakes() {
        if (wrong.isEmpty()) return;
        String count = wrong.size() == 1 ? "1 mistake" : wrong.size() + " mistakes";
        throw new CommandFailure(file + ": " + count + ". Nothing was done.\n"
                + wrong.stream().map(FileMistake::toString).collect(Collectors.joining("\n")));
    }

    /** The values that can be read. {@link #mistakes()} has the rest. */
    Map<String, Object> read(String text) {
        Map<String, Object> draft = new LinkedHashMap<>();
        try {
            var options = new LoaderOptions();
            options.setMaxAliasesForCollections(0);
            options.setNestingDepthLimit(10);
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root instanceof MappingNode top) read(top, draft);
            else wrong.add(new FileMistake(1, 1, "expected keys and values, like \"template: mandatory-app-removal\""));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            wrong(mark, e.getProblem() + ". Put a text that contains \": \" or \"#\" in quotes, or below a |.");
        } catch (YAMLException e) {
            wrong.add(new FileMistake(
                    1, 1, ("" + e.getMessage()).lines().findFirst().orElse("it is not YAML")));
        }
        if (wrong.isEmpty()) {
            for (String key : NEEDED.stream().sorted().toList()) {
                boolean stated = key.equals("audience") && draft.containsKey("people");
                if (!draft.containsKey(key) && !stated) wrong.add(new FileMistake(0, 0, "\"" + key + "\" is missing"));
            }
        }
        return draft;
    }

    private void read(MappingNode top, Map<String, Object> draft) {
        for (NodeTuple entry : top.getValue()) {
            String key = key(entry);
            lines.putIfAbsent(key, line(entry));
            if (draft.containsKey(key)) {
                wrong(entry.getKeyNode(), "\"" + key + "\" is here a second time");
            } else if (GROUP.matcher(key).matches()) {
                draft.put(key, group(key, entry.getValueNode()));
            } else if (SINGLE.contains(key)) {
                String value = text(entry.getValueNode());
                draft.put(key, value);
                check(key, value, entry.getValueNode());
            } else {
                wrong(entry.getKeyNode(), "unknown key \"" + key + "\"" + nearest(key));
            }
        }
    }

    private Map<String, String> group(String key, Node node) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!(node instanceof MappingNode map)) {
            wrong(node, "\"" + key + "\" must hold fields, each on its own indented line");
            return values;
        }
        for (NodeTuple entry : map.getValue()) {
            lines.putIfAbsent(key + "." + key(entry), line(entry));
            if (values.put(key(entry), text(entry.getValueNode())) != null) {
                wrong(entry.getKeyNode(), "\"" + key(entry) + "\" is here a second time");
            }
        }
        return values;
    }

    private void check(String key, String value, Node node) {
        if (key.equals("pace") && !value.matches("\\d{1,7}")) {
            wrong(node, "\"pace\" must be a number of people a minute, not \"" + value + "\"");
        }
        if (key.equals("people") && !value.matches("\\d{1,9}")) {
            wrong(node, "\"people\" must be a number, not \"" + value + "\"");
        }
        if (key.equals("send")) {
            try {
                DateValue.moment(value, ZoneId.systemDefault());
            } catch (DateTimeException e) {
                wrong(node, "\"send\" " + e.getMessage());
            }
        }
    }

    private String key(NodeTuple entry) {
        return text(entry.getKeyNode());
    }

    /** The text as written; the items of a list joined by line feeds. */
    private String text(Node node) {
        if (node instanceof ScalarNode scalar) return scalar.getValue().strip();
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(this::text).collect(Collectors.joining("\n"));
        }
        wrong(node, "expected a text here, not further keys");
        return "";
    }

    private void wrong(Node node, String message) {
        wrong(node.getStartMark(), message);
    }

    private void wrong(Mark mark, String message) {
        wrong.add(new FileMistake(mark.getLine() + 1, mark.getColumn() + 1, message));
    }

    private static int line(NodeTuple entry) {
        return entry.getKeyNode().getStartMark().getLine() + 1;
    }

    private static String nearest(String key) {
        var known = new ArrayList<>(SINGLE);
        known.addAll(List.of("values", "values_de", "correction", "correction_de"));
        return NearestName.to(key, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }
}
