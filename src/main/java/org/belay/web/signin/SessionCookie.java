package org.belay.web.signin;

import jakarta.servlet.SessionTrackingMode;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the session cookie: no session id in addresses, HttpOnly, SameSite=Lax, two hours idle time. */
@Configuration(proxyBeanMethods = false)
class SessionCookie {
    private static final Duration IDLE = Duration.ofHours(2);

    @Bean
    ServletContextInitializer cookieRules(BrowserCookies cookies) {
        return context -> {
            context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
            context.setSessionTimeout((int) IDLE.toMinutes());
            var cookie = context.getSessionCookieConfig();
            cookie.setName(cookies.name(""));
            cookie.setHttpOnly(true);
            cookie.setSecure(cookies.areSecure());
            cookie.setPath("/");
            cookie.setAttribute("SameSite", "Lax");
        };
    }
}
