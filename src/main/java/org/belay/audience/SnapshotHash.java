package org.belay.audience;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 of people in order. A person is hashed as address, name, number of attributes, and name and value of each attribute, sorted by name.
 * Each of these is written as its length in UTF-8 bytes, a colon, the bytes and a line feed; with lengths, moving a character from one field to
 * another changes the hash.
 */
final class SnapshotHash {
    private final MessageDigest sha256;

    SnapshotHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void add(String address, String name, Map<String, String> attributes) {
        field(address);
        field(name);
        field(Integer.toString(attributes.size()));
        new TreeMap<>(attributes).forEach((attribute, value) -> {
            field(attribute);
            field(value);
        });
    }

    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void field(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha256.update(bytes);
        sha256.update((byte) '\n');
    }
}
