package org.belay.template.versions;

import java.time.Instant;

/**
 * Who published a version, when and from where.
 *
 * @param id of the version's row
 * @param number 1, 2, 3 … per template
 * @param by address of the author; {@code belay} for an automatic import from a folder
 * @param note the author's description of the change; may be empty
 */
public record VersionRecord(
        long id, String key, int number, Instant at, String by, VersionOrigin origin, String note, String sha256) {

    /** {@code version 4, published by nora@example.org}, for messages. */
    public String description() {
        return switch (origin) {
            case SHIPPED -> "version " + number + ", which came with Belay";
            case FOLDER -> "version " + number + ", from the folder";
            case BROWSER -> "version " + number + ", published by " + by;
            case PUSHED -> "version " + number + ", pushed by " + by;
        };
    }
}
