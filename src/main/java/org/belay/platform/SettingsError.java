package org.belay.platform;

import java.util.List;

/** The configuration cannot be used. The message has one line per mistake, each with its place and what would be right. */
public class SettingsError extends RuntimeException {
    private final List<String> problems;

    SettingsError(List<String> problems) {
        super(String.join(System.lineSeparator(), problems)
                + System.lineSeparator()
                + "Nothing was started. Correct this and start again.");
        this.problems = List.copyOf(problems);
    }

    /** One line per mistake, in the order of the file, then of the environment. */
    public List<String> problems() {
        return problems;
    }
}
