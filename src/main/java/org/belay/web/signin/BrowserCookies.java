package org.belay.web.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;

/**
 * Creates Belay's cookies: HttpOnly and SameSite=Lax. If {@code public-url} is https, their names have the prefix {@code __Host-}, so that
 * neither another host of the domain nor a plain-text response can set them.
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

    /** Name of the cookie; {@code use} is empty for the session cookie. */
    String name(String use) {
        return (secure ? "__Host-belay" : "belay") + (use.isEmpty() ? "" : "-" + use);
    }

    /** @param age zero removes the cookie */
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
