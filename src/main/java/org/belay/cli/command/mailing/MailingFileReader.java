package org.belay.cli.command.mailing;

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
import org.belay.platform.yaml.YamlSyntaxError;
import org.belay.platform.yaml.YamlValue;
import org.belay.platform.yaml.YamlValue.YamlEntry;
import org.belay.template.DateValue;

/** Reads the YAML of a mailing and keeps the line of each key for error messages. */
final class MailingFileReader {
    private static final int MOST_CHARACTERS = 3_000_000;
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
            YamlValue root = YamlValue.read(text, MOST_CHARACTERS, 0);
            if (root.isMapping()) read(root, draft);
            else wrong.add(new FileMistake(1, 1, "expected keys and values, like \"template: mandatory-app-removal\""));
        } catch (YamlSyntaxError e) {
            String fix = e.isBeyondLimit() ? "" : ". Put a text that contains \": \" or \"#\" in quotes, or below a |.";
            wrong.add(new FileMistake(e.line(), e.column(), e.getMessage() + fix));
        }
        if (wrong.isEmpty()) {
            for (String key : NEEDED.stream().sorted().toList()) {
                boolean stated = key.equals("audience") && draft.containsKey("people");
                if (!draft.containsKey(key) && !stated) wrong.add(new FileMistake(0, 0, "\"" + key + "\" is missing"));
            }
        }
        return draft;
    }

    private void read(YamlValue top, Map<String, Object> draft) {
        for (YamlEntry entry : top.entries()) {
            String key = key(entry);
            lines.putIfAbsent(key, entry.key().line());
            if (draft.containsKey(key)) {
                wrong(entry.key(), "\"" + key + "\" is here a second time");
            } else if (GROUP.matcher(key).matches()) {
                draft.put(key, group(key, entry.value()));
            } else if (SINGLE.contains(key)) {
                String value = text(entry.value());
                draft.put(key, value);
                check(key, value, entry.value());
            } else {
                wrong(entry.key(), "unknown key \"" + key + "\"" + nearest(key));
            }
        }
    }

    private Map<String, String> group(String key, YamlValue value) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!value.isMapping()) {
            wrong(value, "\"" + key + "\" must hold fields, each on its own indented line");
            return values;
        }
        for (YamlEntry entry : value.entries()) {
            lines.putIfAbsent(key + "." + key(entry), entry.key().line());
            if (values.put(key(entry), text(entry.value())) != null) {
                wrong(entry.key(), "\"" + key(entry) + "\" is here a second time");
            }
        }
        return values;
    }

    private void check(String key, String value, YamlValue node) {
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

    private String key(YamlEntry entry) {
        return text(entry.key());
    }

    /** The text as written; the items of a list joined by line feeds. */
    private String text(YamlValue value) {
        if (value.isText()) return value.text().strip();
        if (value.isList()) return value.items().stream().map(this::text).collect(Collectors.joining("\n"));
        wrong(value, "expected a text here, not further keys");
        return "";
    }

    private void wrong(YamlValue at, String message) {
        wrong.add(new FileMistake(at.line(), at.column(), message));
    }

    private static String nearest(String key) {
        var known = new ArrayList<>(SINGLE);
        known.addAll(List.of("values", "values_de", "correction", "correction_de"));
        return NearestName.to(key, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }
}
