package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.belay.access.ApiTokens;
import org.belay.access.PasswordSignIns;
import org.belay.access.RoleRules;
import org.belay.access.SignIns;
import org.belay.access.SignedIn;
import org.belay.access.factor.SecondFactors;
import org.belay.api.idempotency.IdempotencyFilter;
import org.belay.api.idempotency.IdempotencyStore;
import org.belay.api.problem.ProblemResponses;
import org.belay.audit.RefusalRecorder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring Security of the API: every request needs a token and may do what the owner of the token may do. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    @Bean
    @Order(10)
    SecurityFilterChain api(
            HttpSecurity http,
            ApiTokens tokens,
            PasswordSignIns passwords,
            SignIns signIns,
            SecondFactors factors,
            RefusalRecorder refusals,
            IdempotencyStore kept,
            PlatformTransactionManager transactions) {
        http.securityMatcher("/api/**")
                .authorizeHttpRequests(requests -> RoleRules.apply(requests, "/api/v1"))
                .addFilterBefore(
                        new ApiAuthenticationFilter(tokens, passwords, signIns, factors, refusals),
                        AuthorizationFilter.class)
                // after authorization: an idempotency key grants no access
                .addFilterAfter(new IdempotencyFilter(kept, transactions), AuthorizationFilter.class)
                .exceptionHandling(refused -> refused.authenticationEntryPoint(ApiSecurity::unknown)
                        .accessDeniedHandler((request, response, why) -> notAllowed(request, response, refusals)))
                // the API reads no cookies, so another site cannot make a browser send credentials
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.httpStrictTransportSecurity(rule -> rule.includeSubDomains(false)))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
        return http.build();
    }

    private static void unknown(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        ProblemResponses.write(
                response,
                HttpStatus.UNAUTHORIZED,
                "No token, or a token that is unknown, expired, revoked, restricted to another use, or of a disabled user. Nothing was done."
                        + " Send \"Authorization: Bearer belay_…\".");
    }

    private static void notAllowed(HttpServletRequest request, HttpServletResponse response, RefusalRecorder refusals)
            throws IOException {
        refusals.recordKnown(
                String.valueOf(request.getRemoteUser()),
                "refused",
                request.getMethod() + " " + request.getRequestURI(),
                "the role may not");
        ProblemResponses.write(
                response,
                HttpStatus.FORBIDDEN,
                "%s may not do this (%s %s). Nothing was done. Ask a person with a role that may do it, or an administrator."
                        .formatted(caller(request), request.getMethod(), request.getRequestURI()));
    }

    /** The caller with their roles: "nora@example.org (author)". */
    private static String caller(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof Authentication who && who.getPrincipal() instanceof SignedIn me) {
            String roles = me.user().roles().stream()
                    .map(role -> role.name().toLowerCase(Locale.ROOT))
                    .sorted()
                    .collect(Collectors.joining(", "));
            return me.getName() + " (" + roles + ")";
        }
        return "Your role";
    }
}
