package org.belay.web.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The page that was requested before sign-in. Its path is kept in a cookie, because the server stores nothing for anonymous clients. Only
 * paths of this server are followed.
 */
final class RequestedPage {
    private static final int LONGEST = 1_000;
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final BrowserCookies cookies;

    RequestedPage(BrowserCookies cookies) {
        this.cookies = cookies;
    }

    /** Path to open after sign-in: the requested page, or {@code /}. Removes the cookie. */
    String take(HttpServletRequest request, HttpServletResponse response) {
        String kept = cookies.read(request, "next").map(RequestedPage::decoded).orElse("/");
        if (!kept.equals("/")) {
            response.addCookie(cookies.make("next", "", Duration.ZERO));
        }
        return isPath(kept) ? kept : "/";
    }

    /** Remembers the requested page if the request is a GET for HTML. */
    void remember(HttpServletRequest request, HttpServletResponse response) {
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
