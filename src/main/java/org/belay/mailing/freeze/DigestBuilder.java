package org.belay.mailing.freeze;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The SHA-256 of what is approved. Each part is prefixed with its length, so that different lists of parts never give the same bytes. */
public final class DigestBuilder {
    private final MessageDigest digest;

    public DigestBuilder() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    /** In the order of the keys. */
    public void add(String name, Map<String, String> texts) {
        add(name);
        new TreeMap<>(texts).forEach((key, text) -> add(key, text));
    }

    public void add(String... parts) {
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        digest.update((byte) '\n');
    }

    /** Call it once. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
