package org.belay.template;

import java.util.Map;

/**
 * An error that must be fixed before a template can be used.
 *
 * @param file template and file name, {@code mandatory-app-removal/notice_de.md}
 * @param line from 1; 0 if it is about the whole file
 * @param column from 1; 0 if it is about the whole line
 * @param message what is wrong
 * @param fix what to write instead
 */
public record TemplateProblem(String file, int line, int column, String message, String fix) {

    public static TemplateProblem ofFile(String file, String message, String fix) {
        return new TemplateProblem(file, 0, 0, message, fix);
    }

    /** JSON members, in the form of a check's finding. */
    public Map<String, Object> toMap() {
        return Map.of(
                "check", "template",
                "severity", "ERROR",
                "file", file,
                "line", line,
                "column", column,
                "message", message,
                "fix", fix);
    }

    /** {@code notice.md:7:12: there is no field "deadlin". Write ${deadline}.} */
    @Override
    public String toString() {
        var place = new StringBuilder(file);
        if (line > 0) place.append(':').append(line);
        if (line > 0 && column > 0) place.append(':').append(column);
        return place + ": " + message + (fix.isEmpty() ? "" : " " + fix);
    }
}
