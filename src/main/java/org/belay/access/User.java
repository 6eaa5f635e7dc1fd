package org.belay.access;

import java.util.Set;

/**
 * A user account. The audit record names the user by the address.
 *
 * @param address e-mail address, its domain in lower case; unique without regard to case
 */
public record User(UserId id, String name, String address, Set<Role> roles) {
    public User {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether both accounts belong to one person: the same account, or addresses of one mailbox. One subject of an OpenID
     * Connect provider has one account, so it needs no comparison. */
    public boolean isSamePersonAs(User other) {
        return id.equals(other.id) || MailboxIdentity.key(address).equals(MailboxIdentity.key(other.address));
    }
}
