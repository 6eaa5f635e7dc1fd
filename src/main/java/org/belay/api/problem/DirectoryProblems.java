package org.belay.api.problem;

import java.util.Locale;
import java.util.ResourceBundle;

/** Why the directory does not let a person sign in, in the words of the sign-in page. */
public final class DirectoryProblems {
    private DirectoryProblems() {}

    /** @param problem such as {@code NO_ROLE} */
    public static String words(String problem) {
        return ResourceBundle.getBundle("messages", Locale.ROOT).getString("directory.problem." + problem)
                + " No token was created.";
    }
}
