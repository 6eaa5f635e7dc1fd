package org.belay.access;

import java.security.Principal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A person behind a request; controllers take it as {@code @AuthenticationPrincipal SignedIn me}.
 *
 * @param epoch that of the person's credentials when they signed in: once it is older, the session ends
 * @param since when they signed in
 */
public record SignedIn(User user, int epoch, Instant since) implements Principal {
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
