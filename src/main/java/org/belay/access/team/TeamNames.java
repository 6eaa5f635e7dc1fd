package org.belay.access.team;

import java.util.Map;
import java.util.Optional;
import org.belay.access.User;

/**
 * Names of teams, to show the team of an object.
 *
 * @param teams in the order of the names
 * @param templates the team of each template that has one, by key
 */
public record TeamNames(Map<User.TeamId, String> teams, Map<String, User.TeamId> templates) {

    /** The name of the team; empty if the object is for everyone. */
    public String of(Optional<User.TeamId> team) {
        return team.map(id -> teams.getOrDefault(id, "")).orElse("");
    }

    /** As {@link #of}, for a template. */
    public String ofTemplate(String key) {
        return of(Optional.ofNullable(templates.get(key)));
    }
}
