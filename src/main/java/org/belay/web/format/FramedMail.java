package org.belay.web.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A mail's HTML for a sandboxed frame. It may use its own styles and images (the organisation's logo) and nothing else: scripts do not run
 * and forms are not sent.
 */
public final class FramedMail {
    // A sandboxed frame does not inherit the colour scheme of the page, so the scheme is written into the mail's
    // styles.
    private static final Pattern WHEN_DARK = Pattern.compile("\\(\\s*prefers-color-scheme\\s*:\\s*dark\\s*\\)");
    private static final Pattern BOTH_SCHEMES = Pattern.compile("light dark");
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; frame-ancestors 'self'; sandbox";

    private FramedMail() {}

    /** The colours of the reader's mail program. */
    public enum Scheme {
        LIGHT("(max-width: 0)"),
        DARK("(min-width: 0)");

        /** A media query that is always or never true, at any position in a list. */
        private final String whenDark;

        Scheme(String whenDark) {
            this.whenDark = whenDark;
        }

        public static Scheme of(String word) {
            return "dark".equals(word) ? DARK : LIGHT;
        }
    }

    public static ResponseEntity<byte[]> of(String html, Scheme scheme) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("X-Frame-Options", "SAMEORIGIN")
                .body(withScheme(html, scheme).getBytes(StandardCharsets.UTF_8));
    }

    public static String withScheme(String html, Scheme scheme) {
        String pinned = WHEN_DARK.matcher(html).replaceAll(scheme.whenDark);
        return BOTH_SCHEMES.matcher(pinned).replaceAll("only " + scheme.name().toLowerCase(Locale.ROOT));
    }
}
