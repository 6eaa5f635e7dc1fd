package org.belay.template;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder changed, and so did what was published. Nothing is imported until somebody chooses.
 *
 * @param files the folder's; they have no problems
 * @param sha256 of the folder's files
 * @param newest what is in use meanwhile
 */
public record FolderConflict(
        String key, Map<String, String> files, String sha256, Instant seenAt, TemplateHistory newest) {

    public FolderConflict {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Names the two sides: whoever chooses says what they saw, so that nobody chooses what came meanwhile. */
    public String seen() {
        return sha256 + ":" + newest.number();
    }
}
