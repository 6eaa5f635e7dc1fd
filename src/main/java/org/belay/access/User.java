package org.belay.access;

import java.util.Set;

/**
 * A person who may sign in. The address is who they are in the audit record.
 *
 * @param address e-mail address, its domain in lower case; unique whatever the case
 */
public record User(UserId id, String name, String address, Set<Role> roles) {
    public User {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether both accounts belong to one person, because their addresses lead to one mailbox. */
    public boolean isSamePersonAs(User other) {
        return id.equals(other.id) || SamePerson.key(address).equals(SamePerson.key(other.address));
    }
}
