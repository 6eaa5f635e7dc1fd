package org.belay.access.team;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An object that belongs to a team.
 *
 * @param name name of an audience, key of a template, number of a mailing such as {@code M-0042}
 * @param title of a mailing; otherwise the name
 */
public record TeamObject(Kind kind, String name, String title) {

    /** What can belong to a team. */
    public enum Kind {
        AUDIENCE,
        TEMPLATE,
        MAILING;

        /** As in paths and in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Empty if there is no such kind. */
        public static Optional<Kind> named(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }
}
