package org.belay.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A role of a user. A user may have several. */
public enum Role {
    /** Writes and submits mailings, edits and publishes templates; stops any mailing; resumes and takes back those of which it is a writer. */
    AUTHOR,
    /** Edits and publishes templates. */
    EDITOR,
    /** Approves mailings that others wrote; stops, resumes and takes back any mailing. */
    APPROVER,
    /** Reads everything and verifies the audit record. */
    AUDITOR,
    /** Manages users, tokens, the relay and audiences. */
    ADMIN;

    /** The role that a person names, in any case; empty if there is none. */
    public static Optional<Role> named(String word) {
        return Arrays.stream(values())
                .filter(role -> role.name().equalsIgnoreCase(word.strip()))
                .findFirst();
    }

    /** {@code author, approver}, in the order of this enum. */
    public static String inWords(Collection<Role> roles) {
        return roles.stream()
                .sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Name of the role in Spring Security. */
    public String authority() {
        return "ROLE_" + name();
    }
}
