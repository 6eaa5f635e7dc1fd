package org.belay.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.belay.access.ApiTokens;
import org.belay.access.BrowserSession;
import org.belay.access.SignIns;
import org.belay.access.SignedIn;
import org.belay.api.problem.ProblemResponses;
import org.belay.audit.ActingToken;
import org.belay.audit.RefusalRecorder;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates a request: finds the owner of its token (RFC 6750). A token for bounces is accepted on one route
 * only. Address and password (RFC 7617) are accepted only on the request that creates a first token. The response
 * never challenges a browser for them.
 */
final class ApiAuthenticationFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final ApiTokens tokens;
    private final SignIns signIns;
    private final RefusalRecorder refusals;

    ApiAuthenticationFilter(ApiTokens tokens, SignIns signIns, RefusalRecorder refusals) {
        this.tokens = tokens;
        this.signIns = signIns;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            String secret = header.substring(BEARER.length()).strip();
            if (!ApiTokens.isForBounces(secret) || handsInABounce(request)) {
                tokens.use(secret)
                        .ifPresentOrElse(
                                use -> {
                                    authenticate(use.caller());
                                    ActingToken.set(use.words());
                                },
                                () -> refusals.recordStranger(
                                        request.getRemoteAddr(),
                                        "token-refused",
                                        "token",
                                        "unknown, ended or revoked"));
            }
        } else if (header.regionMatches(true, 0, BASIC, 0, BASIC.length()) && asksForToken(request)) {
            var answer = byPassword(header.substring(BASIC.length()).strip(), request.getRemoteAddr());
            if (answer instanceof SignIns.SignInResult.SignInDelay wait) {
                tooManyAttempts(response, wait.time());
                return;
            }
            if (answer instanceof SignIns.SignInResult.SignInSuccess welcome) {
                authenticate(signIns.startSession(welcome.user(), "password for a token", request.getRemoteAddr()));
            }
        }
        try {
            chain.doFilter(request, response);
        } finally {
            ActingToken.clear();
        }
    }

    private static boolean handsInABounce(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().equals("/api/v1/reports");
    }

    private static boolean asksForToken(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().equals("/api/v1/tokens");
    }

    private SignIns.SignInResult byPassword(String encoded, String from) {
        try {
            String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 0
                    ? new SignIns.SignInResult.SignInFailure()
                    : signIns.byPassword(both.substring(0, colon), both.substring(colon + 1), from);
        } catch (IllegalArgumentException e) {
            return new SignIns.SignInResult.SignInFailure();
        }
    }

    private static void authenticate(SignedIn caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(BrowserSession.authentication(caller));
        SecurityContextHolder.setContext(context);
    }

    private static void tooManyAttempts(HttpServletResponse response, Duration time) throws IOException {
        long seconds = time.plus(Duration.ofMillis(999)).toSeconds();
        response.setHeader("Retry-After", Long.toString(seconds));
        ProblemResponses.write(
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "Too many attempts. This one was not checked. Wait %d seconds and try again.".formatted(seconds));
    }
}
