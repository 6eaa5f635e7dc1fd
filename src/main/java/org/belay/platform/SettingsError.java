package org.belay.platform;

import java.util.List;

/** The configuration is invalid. The message has one line per mistake with its place and the valid form. */
public class SettingsError extends RuntimeException {
    private final List<String> problems;

    SettingsError(List<String> problems) {
        super(String.join(System.lineSeparator(), problems)
                + System.lineSeparator()
                + "Nothing was started. Correct this and start again.");
        this.problems = List.copyOf(problems);
    }

    /** One line per mistake, first those of the file, then those of the environment. */
    public List<String> problems() {
        return problems;
    }
}
