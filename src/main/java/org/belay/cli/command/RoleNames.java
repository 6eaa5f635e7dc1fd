package org.belay.cli.command;

import java.util.List;
import java.util.Locale;

/** Converts roles between what people type and what the API uses. */
final class RoleNames {
    private static final List<String> KNOWN = List.of("AUTHOR", "EDITOR", "APPROVER", "AUDITOR", "ADMIN");

    private RoleNames() {}

    static List<String> of(List<String> typed, CommandGroup command) {
        List<String> roles = typed.stream()
                .map(role -> role.strip().toUpperCase(Locale.ROOT))
                .toList();
        roles.stream().filter(role -> !KNOWN.contains(role)).findFirst().ifPresent(role -> {
            throw command.usageError("There is no role \"" + role.toLowerCase(Locale.ROOT)
                    + "\". The roles are author, editor, approver, auditor and admin.");
        });
        return roles;
    }

    static String words(List<String> roles) {
        return String.join(", ", roles).toLowerCase(Locale.ROOT);
    }
}
