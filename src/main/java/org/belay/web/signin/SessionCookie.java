package org.belay.web.signin;

import jakarta.servlet.SessionTrackingMode;
import java.util.Set;
import org.belay.platform.Settings;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the session cookie: no session id in addresses, HttpOnly, SameSite=Lax, removed when idle. */
@Configuration(proxyBeanMethods = false)
class SessionCookie {
    @Bean
    ServletContextInitializer cookieRules(BrowserCookies cookies, Settings settings) {
        return context -> {
            context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
            context.setSessionTimeout((int) settings.signIn().idle().toMinutes());
            var cookie = context.getSessionCookieConfig();
            cookie.setName(cookies.name(""));
            cookie.setHttpOnly(true);
            cookie.setSecure(cookies.areSecure());
            cookie.setPath("/");
            cookie.setAttribute("SameSite", "Lax");
        };
    }
}
