package org.belay.web.format;

import jakarta.servlet.http.Cookie;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Time zone of the viewer: the browser's, from a cookie that belay.js sets, else the server's. */
public final class ViewerZone implements Supplier<ZoneId> {
    private static final String COOKIE = "zone";

    private final ZoneId server;

    public ViewerZone(ZoneId server) {
        this.server = named(server);
    }

    @Override
    public ZoneId get() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? cookies(request)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .findFirst()
                        .map(cookie -> zone(cookie.getValue()))
                        .orElse(server)
                : server;
    }

    private static Stream<Cookie> cookies(ServletRequestAttributes request) {
        Cookie[] all = request.getRequest().getCookies();
        return all == null ? Stream.empty() : Arrays.stream(all);
    }

    private ZoneId zone(String value) {
        try {
            return named(ZoneId.of(URLDecoder.decode(value, StandardCharsets.UTF_8)));
        } catch (DateTimeException | IllegalArgumentException unknown) {
            return server;
        }
    }

    /** UTC has many ids; pages use the short one. */
    private static ZoneId named(ZoneId zone) {
        return zone.getRules().equals(ZoneOffset.UTC.getRules()) ? ZoneId.of("UTC") : zone;
    }
}
