package org.belay.access.team;

import java.util.List;
import org.belay.access.User;

/**
 * A group of users with audiences, templates and mailings that only they, auditors and administrators see.
 *
 * @param members enabled and disabled accounts, in the order of their addresses
 */
public record Team(User.TeamId id, String name, List<User> members) {
    public Team {
        members = List.copyOf(members);
    }
}
