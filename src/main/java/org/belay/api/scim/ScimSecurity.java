package org.belay.api.scim;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.belay.access.ApiTokens;
import org.belay.access.BrowserSession;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.audit.ActingToken;
import org.belay.audit.RefusalRecorder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** Spring Security of SCIM: only a token for SCIM, whose owner is still an administrator. */
@Configuration(proxyBeanMethods = false)
class ScimSecurity {

    @Bean
    @Order(15)
    SecurityFilterChain scim(HttpSecurity http, ApiTokens tokens, RefusalRecorder refusals) {
        http.securityMatcher("/scim/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(Role.ADMIN.name()))
                .addFilterBefore(new ScimAuthentication(tokens, refusals), AuthorizationFilter.class)
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, why) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            ScimReply.write(
                                    response,
                                    401,
                                    "No token for SCIM, or one that is unknown, expired or revoked. An administrator creates one with:"
                                            + " belay token create NAME --only scim");
                        })
                        .accessDeniedHandler((request, response, why) -> ScimReply.write(
                                response, 403, "The owner of this token is no administrator any more.")))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.httpStrictTransportSecurity(rule -> rule.includeSubDomains(false)))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
        return http.build();
    }

    /** Finds the owner of the token. */
    private static final class ScimAuthentication extends OncePerRequestFilter {
        private static final String BEARER = "Bearer ";

        private final ApiTokens tokens;
        private final RefusalRecorder refusals;

        ScimAuthentication(ApiTokens tokens, RefusalRecorder refusals) {
            this.tokens = tokens;
            this.refusals = refusals;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String header =
                    Optional.ofNullable(request.getHeader("Authorization")).orElse("");
            if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                String secret = header.substring(BEARER.length()).strip();
                Optional<ApiTokens.TokenUser> use = ApiTokens.isForScim(secret) ? tokens.use(secret) : Optional.empty();
                use.ifPresentOrElse(
                        known -> {
                            authenticate(known.caller());
                            ActingToken.set(known.words());
                        },
                        () -> refusals.recordStranger(
                                request.getRemoteAddr(), "token-refused", "token", "no token for SCIM"));
            }
            try {
                chain.doFilter(request, response);
            } finally {
                ActingToken.clear();
            }
        }

        private static void authenticate(SignedIn caller) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(BrowserSession.authentication(caller));
            SecurityContextHolder.setContext(context);
        }
    }
}
