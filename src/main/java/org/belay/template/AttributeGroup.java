package org.belay.template;

import java.util.Map;

/**
 * The people of an audience who are alike in everything a template asks about.
 *
 * @param values by attribute; one that a person lacks is the empty string
 * @param people how many they are
 */
public record AttributeGroup(Map<String, String> values, long people) {

    public AttributeGroup {
        values = Map.copyOf(values);
    }

    String value(String attribute) {
        return values.getOrDefault(attribute, "").strip();
    }
}
