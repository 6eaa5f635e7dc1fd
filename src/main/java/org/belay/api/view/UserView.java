package org.belay.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.access.PendingRights;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.access.link.Invitations;

/**
 * A user who may sign in.
 *
 * @param disabled present and true for a disabled account
 * @param rightsWaitUntil when the rights to approve and to administer take effect, unless another administrator
 *     confirms them earlier
 * @param linkBy who made the link for the password, while the rights wait
 * @param invitedUntil until when the invitation that was not used yet works
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UserView(
        long id,
        String name,
        String address,
        List<String> roles,
        Optional<Boolean> disabled,
        Optional<Instant> rightsWaitUntil,
        Optional<String> linkBy,
        Optional<Instant> invitedUntil) {
    public static UserView of(User user) {
        return of(user, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static UserView of(
            Users.UserAccount account, Optional<PendingRights> waiting, Optional<Invitations.OpenInvitation> invited) {
        return of(account.user(), account.enabled() ? Optional.empty() : Optional.of(true), waiting, invited);
    }

    private static UserView of(
            User user,
            Optional<Boolean> disabled,
            Optional<PendingRights> waiting,
            Optional<Invitations.OpenInvitation> invited) {
        return new UserView(
                user.id().value(),
                user.name(),
                user.address(),
                user.roles().stream().sorted().map(Enum::name).toList(),
                disabled,
                waiting.map(PendingRights::until),
                waiting.map(PendingRights::linkMakerAddress),
                invited.map(Invitations.OpenInvitation::until));
    }
}
