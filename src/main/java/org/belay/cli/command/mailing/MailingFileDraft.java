package org.belay.cli.command.mailing;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.belay.mailing.model.Draft;
import org.belay.template.DateValue;

/** Converts the file of a mailing to the draft that a server would create from it. */
final class MailingFileDraft {
    private MailingFileDraft() {}

    /** @param file as {@link MailingFileReader} read it, without mistakes */
    static Draft of(Map<String, Object> file) {
        return new Draft(
                text(file, "template"),
                text(file, "language").isEmpty() ? "en" : text(file, "language"),
                fields(file, "values"),
                translations(file, "values_"),
                fields(file, "correction"),
                translations(file, "correction_"),
                text(file, "audience"),
                0,
                send(text(file, "send")));
    }

    private static Optional<ZonedDateTime> send(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(DateValue.moment(text, ZoneId.systemDefault()));
    }

    private static Map<String, Map<String, String>> translations(Map<String, Object> file, String prefix) {
        var all = new LinkedHashMap<String, Map<String, String>>();
        file.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> all.put(key.substring(prefix.length()), fields(file, key)));
        return all;
    }

    private static Map<String, String> fields(Map<String, Object> file, String key) {
        var fields = new LinkedHashMap<String, String>();
        if (file.get(key) instanceof Map<?, ?> values) {
            values.forEach((name, text) -> fields.put(name.toString(), text.toString()));
        }
        return fields;
    }

    private static String text(Map<String, Object> file, String key) {
        return file.getOrDefault(key, "").toString().strip();
    }
}
