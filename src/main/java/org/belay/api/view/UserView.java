package org.belay.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.access.PendingRights;
import org.belay.access.User;

/**
 * A user who may sign in.
 *
 * @param rightsWaitUntil when the rights to approve and to administer take effect, unless another administrator
 *     confirms them earlier
 * @param linkBy who made the link for the password, while the rights wait
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UserView(
        long id,
        String name,
        String address,
        List<String> roles,
        Optional<Instant> rightsWaitUntil,
        Optional<String> linkBy) {
    public static UserView of(User user) {
        return of(user, Optional.empty());
    }

    public static UserView of(User user, Optional<PendingRights> waiting) {
        return new UserView(
                user.id().value(),
                user.name(),
                user.address(),
                user.roles().stream().sorted().map(Enum::name).toList(),
                waiting.map(PendingRights::until),
                waiting.map(PendingRights::linkMakerAddress));
    }
}
