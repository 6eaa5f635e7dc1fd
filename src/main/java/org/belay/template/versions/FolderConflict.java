package org.belay.template.versions;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Both the folder and the published version of a template changed. Nothing is imported until an author chooses one.
 *
 * @param files files of the folder, without problems
 * @param sha256 hash of the folder's files
 * @param newest the published version, which stays in use
 */
public record FolderConflict(
        String key, Map<String, String> files, String sha256, Instant seenAt, VersionRecord newest) {

    public FolderConflict {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Identifies both sides of the conflict. An author's choice carries it, so that the choice is refused if either side has changed since. */
    public String seen() {
        return sha256 + ":" + newest.number();
    }
}
