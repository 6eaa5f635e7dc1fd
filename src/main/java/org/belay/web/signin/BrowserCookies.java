package org.belay.web.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;

/**
 * Belay's cookies: unreadable by scripts and not sent along from other sites. Where {@code public-url} is https they have the prefix
 * {@code __Host-}, so that neither another host of the domain nor clear text can set them.
 */
@Component
final class BrowserCookies {
    private final boolean secure;

    BrowserCookies(Settings settings) {
        this.secure = "https".equals(settings.publicUrl().getScheme());
    }

    boolean areSecure() {
        return secure;
    }

    /** The name as browsers know it; that of the session has no {@code use}. */
    String name(String use) {
        return (secure ? "__Host-belay" : "belay") + (use.isEmpty() ? "" : "-" + use);
    }

    /** @param age zero removes it */
    Cookie make(String use, String value, Duration age) {
        Cookie cookie = new Cookie(name(use), value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setMaxAge((int) age.toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    Optional<String> read(HttpServletRequest request, String use) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name(use)))
                .map(Cookie::getValue)
                .findFirst();
    }
}
