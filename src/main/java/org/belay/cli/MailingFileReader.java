package org.belay.cli;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.belay.platform.Nearest;
import org.belay.template.DateValue;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the YAML of a mailing and keeps the place of everything, for the errors. Values are taken as they are written: a
 * {@code 2020-07-10} or a {@code no} is a person's text here, not a date or a boolean.
 */
final class MailingFileReader {
    private static final List<String> SINGLE = List.of("template", "language", "audience", "pace", "send", "people");
    private static final Pattern GROUP = Pattern.compile("(values|correction)(_[a-z]{2,3}(-[A-Za-z]{2,8})?)?");
    private static final Set<String> NEEDED = Set.of("template", "values", "audience");

    private final String file;
    private final List<String> wrong = new ArrayList<>();

    MailingFileReader(String file) {
        this.file = file;
    }

    /** @throws Failure naming every mistake */
    Map<String, Object> read(String text) {
        Map<String, Object> draft = new LinkedHashMap<>();
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root instanceof MappingNode top) read(top, draft);
            else wrong.add("  line 1: expected keys and values, like \"template: mandatory-app-removal\"");
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            wrong.add(
                    at(mark) + e.getProblem() + ". A text with \": \" or \"#\" in it stands in quotes, or below a |.");
        }
        if (wrong.isEmpty()) {
            for (String key : NEEDED.stream().sorted().toList()) {
                if (!draft.containsKey(key)) wrong.add("  \"" + key + "\" is missing");
            }
        }
        if (!wrong.isEmpty()) {
            String count = wrong.size() == 1 ? "one thing is wrong" : wrong.size() + " things are wrong";
            throw new Failure(file + ": " + count + ". Nothing was done.\n" + String.join("\n", wrong));
        }
        return draft;
    }

    private void read(MappingNode top, Map<String, Object> draft) {
        for (NodeTuple entry : top.getValue()) {
            String key = key(entry);
            if (draft.containsKey(key)) {
                wrong.add(at(entry.getKeyNode().getStartMark()) + "\"" + key + "\" stands here a second time");
            } else if (GROUP.matcher(key).matches()) {
                draft.put(key, group(key, entry.getValueNode()));
            } else if (SINGLE.contains(key)) {
                String value = text(entry.getValueNode());
                draft.put(key, value);
                check(key, value, entry.getValueNode());
            } else {
                wrong.add(at(entry.getKeyNode().getStartMark()) + "unknown key \"" + key + "\"" + nearest(key));
            }
        }
    }

    private Map<String, String> group(String key, Node node) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!(node instanceof MappingNode map)) {
            wrong.add(at(node.getStartMark()) + "\"" + key + "\" holds fields, each on an indented line of its own");
            return values;
        }
        for (NodeTuple entry : map.getValue()) {
            if (values.put(key(entry), text(entry.getValueNode())) != null) {
                wrong.add(at(entry.getKeyNode().getStartMark()) + "\"" + key(entry) + "\" stands here a second time");
            }
        }
        return values;
    }

    private void check(String key, String value, Node node) {
        if (key.equals("pace") && !value.matches("\\d{1,7}")) {
            wrong.add(at(node.getStartMark()) + "\"pace\" must be a number of people a minute, and not \"" + value
                    + "\"");
        }
        if (key.equals("send")) {
            try {
                DateValue.moment(value, ZoneId.systemDefault());
            } catch (DateTimeException e) {
                wrong.add(at(node.getStartMark()) + "\"send\" " + e.getMessage());
            }
        }
    }

    private String key(NodeTuple entry) {
        return text(entry.getKeyNode());
    }

    /** The text as it is written; the items of a list, each on a line. */
    private String text(Node node) {
        if (node instanceof ScalarNode scalar) return scalar.getValue().strip();
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(this::text).collect(Collectors.joining("\n"));
        }
        wrong.add(at(node.getStartMark()) + "a text is expected here, and no further keys");
        return "";
    }

    private static String at(Mark mark) {
        return "  line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }

    private static String nearest(String key) {
        var known = new ArrayList<>(SINGLE);
        known.addAll(List.of("values", "values_de", "correction", "correction_de"));
        return Nearest.to(key, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }
}
