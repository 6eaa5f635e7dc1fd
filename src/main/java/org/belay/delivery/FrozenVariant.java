package org.belay.delivery;

/** A variant as approved: its texts with slots, and the SHA-256 of its frozen bytes in hexadecimal. */
public record FrozenVariant(
        int number,
        String language,
        String condition,
        long people,
        String subject,
        String html,
        String text,
        String sha256) {}
