package org.belay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.Waiting;

/**
 * A user who may sign in.
 *
 * @param rightsWaitUntil when the rights to approve and to administer take effect, unless another administrator
 *     confirms them earlier
 * @param linkBy who made the link for the password, while the rights wait
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PersonView(
        long id,
        String name,
        String address,
        List<String> roles,
        Optional<Instant> rightsWaitUntil,
        Optional<String> linkBy) {
    static PersonView of(User user) {
        return of(user, Optional.empty());
    }

    static PersonView of(User user, Optional<Waiting> waiting) {
        return new PersonView(
                user.id().value(),
                user.name(),
                user.address(),
                user.roles().stream().sorted().map(Enum::name).toList(),
                waiting.map(Waiting::until),
                waiting.map(Waiting::linkBy));
    }
}
