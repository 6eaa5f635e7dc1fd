package org.belay.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Addresses of the stylesheet, sprite, fonts and scripts. An address contains a digest of the content, so that browsers can cache it without
 * limit and never combine an old stylesheet with a new page.
 *
 * @param look folder of Belay's own files, without a slash at the end
 * @param htmx address of the htmx script inside its WebJar
 */
public record PageAssets(String look, String htmx) {

    static PageAssets fromClasspath() {
        return new PageAssets(
                "/look/" + digest("classpath:/static/look/*.*"),
                "/webjars/htmx.org/" + htmxVersion() + "/dist/htmx.min.js");
    }

    private static String digest(String pattern) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (var file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                sha.update(file.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String htmxVersion() {
        try (InputStream in =
                PageAssets.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/htmx.org/pom.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
