package org.belay.web.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The page that a person asked for before signing in. The browser keeps its path in a cookie: the server keeps nothing for strangers. Only
 * a path of this server is ever followed.
 */
final class WayBack {
    private static final int LONGEST = 1_000;
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final BrowserCookies cookies;

    WayBack(BrowserCookies cookies) {
        this.cookies = cookies;
    }

    /** Where to go after signing in: the page that was asked for, or home. The cookie is used up. */
    String take(HttpServletRequest request, HttpServletResponse response) {
        String kept = cookies.read(request, "next").map(WayBack::decoded).orElse("/");
        if (!kept.equals("/")) {
            response.addCookie(cookies.make("next", "", Duration.ZERO));
        }
        return isPath(kept) ? kept : "/";
    }

    /** Keeps the page that this request asks for, if it asks for one. */
    void keep(HttpServletRequest request, HttpServletResponse response) {
        String accept = request.getHeader("Accept");
        String query = request.getQueryString();
        String path = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (request.getMethod().equals("GET") && accept != null && accept.contains("text/html") && isPath(path)) {
            Cookie next = cookies.make("next", URLEncoder.encode(path, StandardCharsets.UTF_8), KEPT);
            response.addCookie(next);
        }
    }

    /** "//example.org" would be another host, and browsers read a backslash as a slash and skip tabs. */
    static boolean isPath(String path) {
        return path.startsWith("/")
                && !path.startsWith("//")
                && path.length() <= LONGEST
                && path.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\');
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "/";
        }
    }
}
