package org.belay.web.signin;

import jakarta.servlet.SessionTrackingMode;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The cookie that stands for a session: never in the address, unreadable by scripts, not sent along from other sites. */
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
