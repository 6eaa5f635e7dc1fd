package org.belay.template;

import java.time.Instant;

/**
 * How a version came about.
 *
 * @param id the version's row
 * @param number 1, 2, 3 … of that key
 * @param by the address of whoever published it; {@code belay} for what came from a folder by itself
 * @param note what they said about it; may be empty
 */
public record TemplateHistory(
        long id, String key, int number, Instant at, String by, TemplateOrigin origin, String note, String sha256) {

    /** {@code version 4, published by nora@example.org}, for messages. */
    String told() {
        return switch (origin) {
            case SHIPPED -> "version " + number + ", which came with Belay";
            case FOLDER -> "version " + number + ", from the folder";
            case BROWSER -> "version " + number + ", published by " + by;
            case PUSHED -> "version " + number + ", pushed by " + by;
        };
    }
}
