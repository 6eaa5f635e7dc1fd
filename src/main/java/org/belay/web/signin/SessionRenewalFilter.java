package org.belay.web.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.belay.access.BrowserSession;
import org.belay.access.SignIns;
import org.belay.access.SignedIn;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Renews the session's user from the database with every request (one look-up by primary key), so that a disabled account or a new
 * password ends the session at once.
 */
final class SessionRenewalFilter extends OncePerRequestFilter {
    private final SignIns signIns;

    SessionRenewalFilter(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known != null && known.getPrincipal() instanceof SignedIn me) {
            // a page that refreshes itself does not keep a session
            boolean used = request.getHeader("HX-Request") == null
                    || !request.getMethod().equals("GET");
            var still = signIns.renew(me, used);
            if (still.isPresent()) {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(BrowserSession.authentication(still.get()));
                SecurityContextHolder.setContext(context);
            } else {
                BrowserSession.end(request);
            }
        }
        chain.doFilter(request, response);
    }
}
