package org.belay.web.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.platform.ObjectNotFound;
import org.springframework.stereotype.Component;

/**
 * Keeps the latest {@value #KEPT} previews until a frame has fetched them. The key is a digest of the mail: it cannot be guessed without
 * knowing the mail, and a frame with an unchanged mail is not loaded again.
 */
@Component
public class PreviewCache {
    private static final int KEPT = 200;

    private final Map<String, String> htmlByKey = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KEPT;
        }
    });

    public String keep(String html) {
        String key = digest(html);
        htmlByKey.put(key, html);
        return key;
    }

    private static String digest(String html) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(html.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    public String html(String key) {
        String html = htmlByKey.get(key);
        if (html == null) {
            throw new ObjectNotFound("This preview has expired. Change the form to get a new one.");
        }
        return html;
    }
}
