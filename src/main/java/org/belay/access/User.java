package org.belay.access;

import java.util.Optional;
import java.util.Set;

/**
 * A user account. The audit record names the user by the address.
 *
 * @param address e-mail address, its domain in lower case; unique without regard to case
 * @param teams the teams that the user is in
 */
public record User(UserId id, String name, String address, Set<Role> roles, Set<TeamId> teams) {
    public User {
        roles = Set.copyOf(roles);
        teams = Set.copyOf(teams);
    }

    /** Id of a team. */
    public record TeamId(long value) {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /**
     * Whether the user sees an object.
     *
     * @param team of the object; empty: everyone
     */
    public boolean sees(Optional<TeamId> team) {
        return team.isEmpty() || seesAllTeams() || teams.contains(team.get());
    }

    /** Whether the user sees what belongs to teams that the user is not in. */
    public boolean seesAllTeams() {
        return is(Role.ADMIN) || is(Role.AUDITOR);
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
