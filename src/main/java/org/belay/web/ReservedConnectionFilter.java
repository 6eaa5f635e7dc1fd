package org.belay.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.belay.platform.database.ConnectionUse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives urgent requests the reserved database connections: sign-in, the page of a mailing, stop, correction and health probes. It is the
 * first filter, because authentication needs a connection too.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReservedConnectionFilter extends OncePerRequestFilter {

    private static final Pattern URGENT = Pattern.compile(
            "/sign-in|/sign-in/oidc/back|/healthz|/readyz|/mailings/[^/]+|/mailings/[^/]+/(stop|take-back)"
                    + "|/api/v1/mailings/[^/]+/(stop|disregard|correction/approve)");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !URGENT.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (ConnectionUse.Scope reserved = ConnectionUse.RESERVED.begin()) {
            chain.doFilter(request, response);
        }
    }
}
