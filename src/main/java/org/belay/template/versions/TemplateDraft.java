package org.belay.template.versions;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The unpublished draft of a template. Each template has at most one, shared by all authors.
 *
 * @param base number of the version it is based on; 0 for a new template
 * @param files contents by name; may have problems
 * @param revision identifies this state and is never reused; saving names the revision that was read
 * @param editedBy address of the author who saved last
 */
public record TemplateDraft(
        String key, int base, Map<String, String> files, int revision, String editedBy, Instant editedAt) {

    public TemplateDraft {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
