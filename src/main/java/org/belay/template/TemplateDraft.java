package org.belay.template;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people are writing on a template, before it is published. There is one for each template, shared by everybody.
 *
 * @param base the number of the version it began from; 0 for a new template
 * @param files contents by name; they may have problems
 * @param revision names this state of it, and is never used again: whoever saves says which one they saw
 * @param editedBy the address of whoever saved last
 */
public record TemplateDraft(
        String key, int base, Map<String, String> files, int revision, String editedBy, Instant editedAt) {

    public TemplateDraft {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
