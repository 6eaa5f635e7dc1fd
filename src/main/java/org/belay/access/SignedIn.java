package org.belay.access;

import java.security.Principal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The signed-in user of a request; controllers take it as {@code @AuthenticationPrincipal SignedIn me}.
 *
 * @param epoch counter of the account's credentials at sign-in; the session ends when the account's counter is higher
 * @param since time of the sign-in
 * @param session number of the browser's session; 0 for a request of the API
 */
public record SignedIn(User user, int epoch, Instant since, long session) implements Principal {
    @Override
    public String getName() {
        return user.address();
    }

    public Collection<GrantedAuthority> authorities() {
        return List.copyOf(user.roles().stream()
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList());
    }
}
