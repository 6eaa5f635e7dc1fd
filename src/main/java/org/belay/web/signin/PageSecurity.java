package org.belay.web.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.belay.access.RoleRules;
import org.belay.access.SignIns;
import org.belay.access.SignedIn;
import org.belay.audit.RefusalRecorder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Security rules and headers of the pages. The API has its own rules. */
@Configuration(proxyBeanMethods = false)
class PageSecurity {
    /**
     * Allows content of this server only. A response that already has a policy keeps it: framed mails, which need inline styles.
     */
    static final String POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
            + " frame-ancestors 'self'; form-action 'self'; base-uri 'none'; object-src 'none'";

    /** Disables Spring's own authentication; without this bean, Spring Boot creates a user and prints its password. */
    @Bean
    AuthenticationManager noOtherAuthentication() {
        return attempt -> {
            throw new AuthenticationServiceException("users sign in at /sign-in only");
        };
    }

    /** Stylesheet, fonts and scripts: the same for all users, so no session is looked up. */
    @Bean
    @Order(20)
    SecurityFilterChain openFiles(HttpSecurity http) {
        http.securityMatcher("/look/**", "/look-*/**", "/webjars/**", "/favicon.ico")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .headers(PageSecurity::headers);
        return http.build();
    }

    @Bean
    @Order(30)
    SecurityFilterChain pages(HttpSecurity http, SignIns signIns, BrowserCookies cookies, RefusalRecorder refusals) {
        var wayBack = new RequestedPage(cookies);
        http.authorizeHttpRequests(requests -> {
                    // /sandbox/sign-in is open everywhere and exists only in the sandbox: elsewhere it is a 404 like
                    // any other
                    requests.requestMatchers(
                                    "/sign-in",
                                    "/sign-in/oidc",
                                    "/sign-in/oidc/back",
                                    "/sign-in/forgotten",
                                    "/sign-in/code",
                                    "/sign-in/second-factor",
                                    "/first/*",
                                    "/welcome/*",
                                    "/sandbox/sign-in",
                                    "/healthz",
                                    "/readyz",
                                    "/error")
                            .permitAll();
                    RoleRules.apply(requests, "");
                })
                // before the check of forms: a form of a session that has just ended needs the token of the sign-in
                // page
                .addFilterBefore(new SessionRenewalFilter(signIns), CsrfFilter.class)
                .exceptionHandling(refused -> refused.authenticationEntryPoint(
                                (request, response, why) -> askToSignIn(request, response, wayBack))
                        .accessDeniedHandler((request, response, why) -> notAllowed(request, response, why, refusals)))
                .csrf(csrf -> csrf.csrfTokenRepository(new CsrfTokens(cookies)))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(PageSecurity::headers);
        return http.build();
    }

    private static void notAllowed(
            HttpServletRequest request,
            HttpServletResponse response,
            AccessDeniedException why,
            RefusalRecorder refusals)
            throws IOException, ServletException {
        // not the request's user: the request knows it only behind the check of forms
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null || !(user.getPrincipal() instanceof SignedIn)) {
            refusals.recordStranger(request.getRemoteAddr(), "refused", "page", "a form without a session");
            if (KeptForm.showAtSignIn(request, response)) return;
        } else {
            String act = request.getMethod() + " " + withoutSecret(request.getRequestURI());
            refusals.recordKnown(user.getName(), "refused", act, "the role may not, or the form is too old");
            if (why instanceof CsrfException && KeptForm.showAgain(request, response)) return;
        }
        new AccessDeniedHandlerImpl().handle(request, response, why);
    }

    /** The path of a link that still works must not be readable in the audit log. */
    private static String withoutSecret(String path) {
        return path.replaceFirst("^/(welcome|first)/.*", "/$1/…");
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.httpStrictTransportSecurity(PageSecurity::onlyEncrypted)
                .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
                .crossOriginOpenerPolicy(policy ->
                        policy.policy(CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN));
    }

    /** Sent if {@code public-url} is https (RFC 6797). Subdomains are excluded: Belay does not control them. */
    private static void onlyEncrypted(HeadersConfigurer<HttpSecurity>.HstsConfig rule) {
        rule.includeSubDomains(false).maxAgeInSeconds(Duration.ofDays(365).toSeconds());
    }

    /** A request of htmx gets a redirect of the whole page, so that the sign-in page does not appear inside another page. */
    private static void askToSignIn(HttpServletRequest request, HttpServletResponse response, RequestedPage wayBack)
            throws IOException, ServletException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", "/sign-in");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (!KeptForm.showAtSignIn(request, response)) {
            wayBack.remember(request, response);
            response.sendRedirect("/sign-in");
        }
    }
}
