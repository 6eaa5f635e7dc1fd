package org.belay.template;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The people of an audience who are alike in everything a template asks about.
 *
 * @param values by attribute; one that a person lacks is the empty string
 * @param people how many they are
 */
public record AttributeGroup(Map<String, String> values, long people) {

    /** The column of an audience that holds {@code America/New_York}. */
    static final String ZONE = "timezone";

    public AttributeGroup {
        values = Map.copyOf(values);
    }

    /** Whose clock its people read; empty if that is not known, or no time zone. */
    Optional<ZoneId> zone() {
        try {
            String id = value(ZONE);
            return id.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The same people, read by a template that knows nothing of their clocks. */
    AttributeGroup withoutZone() {
        if (!values.containsKey(ZONE)) return this;
        var others = new HashMap<>(values);
        others.remove(ZONE);
        return new AttributeGroup(others, people);
    }

    String value(String attribute) {
        return values.getOrDefault(attribute, "").strip();
    }
}
