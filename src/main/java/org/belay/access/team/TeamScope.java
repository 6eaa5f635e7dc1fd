package org.belay.access.team;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.platform.database.RowScope;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The teams of the signed-in user of this request. A thread without one, such as a job, sees all rows. */
@Component
public final class TeamScope implements RowScope {
    private final ThreadLocal<Boolean> allTeams = ThreadLocal.withInitial(() -> false);

    @Override
    public Optional<String> teams() {
        if (allTeams.get()) {
            return Optional.empty();
        }
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null && caller.getPrincipal() instanceof SignedIn me ? limit(me.user()) : Optional.empty();
    }

    /** @return whether this thread saw all teams before */
    boolean seeAll(boolean all) {
        boolean before = allTeams.get();
        allTeams.set(all);
        return before;
    }

    private static Optional<String> limit(User user) {
        return user.seesAllTeams()
                ? Optional.empty()
                : Optional.of(Stream.concat(
                                Stream.of(0L),
                                user.teams().stream().map(User.TeamId::value).sorted())
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")));
    }
}
