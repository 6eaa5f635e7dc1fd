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
import org.belay.access.PasswordSignIns;
import org.belay.access.SignIns;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.factor.SecondFactors;
import org.belay.api.problem.DirectoryProblems;
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
    private final PasswordSignIns passwords;
    private final SignIns signIns;
    private final SecondFactors factors;
    private final RefusalRecorder refusals;

    ApiAuthenticationFilter(
            ApiTokens tokens,
            PasswordSignIns passwords,
            SignIns signIns,
            SecondFactors factors,
            RefusalRecorder refusals) {
        this.factors = factors;
        this.tokens = tokens;
        this.passwords = passwords;
        this.signIns = signIns;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            String secret = header.substring(BEARER.length()).strip();
            if (mayUse(secret, request)) {
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
            if (answer instanceof PasswordSignIns.SignInResult.SignInDelay wait) {
                tooManyAttempts(response, wait.time());
                return;
            }
            if (answer instanceof PasswordSignIns.SignInResult.SignInRefused refused) {
                HttpStatus status =
                        refused.problem().equals("AWAY") ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.FORBIDDEN;
                ProblemResponses.write(response, status, DirectoryProblems.words(refused.problem()));
                return;
            }
            if (answer instanceof PasswordSignIns.SignInResult.SignInSuccess welcome) {
                if (!hasSecondFactor(welcome.user(), request, response)) {
                    return;
                }
                authenticate(signIns.forOneRequest(welcome.user(), "password for a token", request.getRemoteAddr()));
            }
        }
        try {
            chain.doFilter(request, response);
        } finally {
            ActingToken.clear();
        }
    }

    private static boolean mayUse(String secret, HttpServletRequest request) {
        if (ApiTokens.isForScim(secret)) return false;
        return !ApiTokens.isForBounces(secret) || handsInABounce(request);
    }

    private static boolean handsInABounce(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().equals("/api/v1/reports");
    }

    private static boolean asksForToken(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().equals("/api/v1/tokens");
    }

    private PasswordSignIns.SignInResult byPassword(String encoded, String from) {
        try {
            String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 0
                    ? new PasswordSignIns.SignInResult.SignInFailure()
                    : passwords.byPassword(both.substring(0, colon), both.substring(colon + 1), from);
        } catch (IllegalArgumentException e) {
            return new PasswordSignIns.SignInResult.SignInFailure();
        }
    }

    /** Checks the code in the header {@code Belay-Code}, if the account has or needs a second factor. False: a response was written. */
    private boolean hasSecondFactor(User user, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String code = Optional.ofNullable(request.getHeader("Belay-Code")).orElse("");
        String problem = "";
        if (!factors.has(user)) {
            problem = factors.isRequired(user)
                    ? "Your role needs a second factor. No token was created. Sign in in the browser and add one first."
                    : "";
        } else if (code.isEmpty()) {
            problem =
                    "This account has a second factor. No token was created. Send the code of the authenticator app, too: --code, or"
                            + " the header Belay-Code.";
        } else if (factors.check(user, code) != SecondFactors.CodeResult.RIGHT) {
            problem =
                    "The code is wrong, too old, or was already used. No token was created. Wait for the next one and try again.";
        }
        if (!problem.isEmpty()) {
            ProblemResponses.write(response, HttpStatus.UNAUTHORIZED, problem);
        }
        return problem.isEmpty();
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
