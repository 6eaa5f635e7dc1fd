package org.belay.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A mail's HTML as its reader sees it, served into a sandboxed frame: it may style itself and show pictures (the
 * organisation's logo), and nothing else. No script runs and no form is sent.
 */
public final class MailPicture {
    // A sandboxed frame does not follow the colours of the page around it, so the mail is told which ones it is read
    // in.
    private static final Pattern WHEN_DARK = Pattern.compile("\\(\\s*prefers-color-scheme\\s*:\\s*dark\\s*\\)");
    private static final Pattern BOTH_SCHEMES = Pattern.compile("light dark");
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; frame-ancestors 'self'; sandbox";

    private MailPicture() {}

    /** The colours of the reader's mail program. */
    public enum Scheme {
        LIGHT("(max-width: 0)"),
        DARK("(min-width: 0)");

        /** A media query that is always or never true, wherever in a list it stands. */
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
                .body(pinned(html, scheme).getBytes(StandardCharsets.UTF_8));
    }

    static String pinned(String html, Scheme scheme) {
        String pinned = WHEN_DARK.matcher(html).replaceAll(scheme.whenDark);
        return BOTH_SCHEMES.matcher(pinned).replaceAll("only " + scheme.name().toLowerCase(Locale.ROOT));
    }
}
