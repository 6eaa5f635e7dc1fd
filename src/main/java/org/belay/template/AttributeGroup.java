package org.belay.template;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The people of an audience who have the same values of all attributes that a template compares.
 *
 * @param values by attribute; empty string where a person has none
 * @param people number of people in the group
 */
public record AttributeGroup(Map<String, String> values, long people) {

    /** The column of an audience that holds {@code America/New_York}. */
    public static final String ZONE = "timezone";

    public AttributeGroup {
        values = Map.copyOf(values);
    }

    /** The group's time zone; empty if it is unknown or no valid zone. */
    public Optional<ZoneId> zone() {
        try {
            String id = value(ZONE);
            return id.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The same group without its time zone, for templates that do not use it. */
    public AttributeGroup withoutTimeZone() {
        if (!values.containsKey(ZONE)) return this;
        var others = new HashMap<>(values);
        others.remove(ZONE);
        return new AttributeGroup(others, people);
    }

    public String value(String attribute) {
        return values.getOrDefault(attribute, "").strip();
    }
}
