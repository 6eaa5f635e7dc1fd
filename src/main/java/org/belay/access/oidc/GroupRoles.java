package org.belay.access.oidc;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.belay.access.Role;

/** The roles of a person by the groups of the provider. */
record GroupRoles(Map<String, List<String>> groupsOfRole) {

    /** A role with groups in the configuration is decided by them; the others stay. */
    Set<Role> of(Set<String> groups, Set<Role> before) {
        var roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            List<String> giving = groupsOfRole.get(role.name().toLowerCase(Locale.ROOT));
            if (giving == null ? before.contains(role) : giving.stream().anyMatch(groups::contains)) {
                roles.add(role);
            }
        }
        return roles;
    }

    /** For the audit record: those of the roles that fulfil the condition, in their order. */
    static String words(Predicate<Role> which) {
        return String.join(
                ", ",
                Arrays.stream(Role.values())
                        .filter(which)
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
