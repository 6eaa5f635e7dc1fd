package org.belay.template.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes of a person that a template may use.
 *
 * @param names {@code givenName}, and the further columns that the template names
 * @param otherwise default text for people without the attribute, by attribute and language; the empty language applies to all
 */
public record PersonAttributes(List<String> names, Map<String, Map<String, String>> otherwise) {

    /** Default texts by attribute, in one language. */
    Map<String, String> defaults(String language) {
        var defaults = new LinkedHashMap<String, String>();
        otherwise.forEach((attribute, words) -> {
            String text = words.getOrDefault(language, words.get(""));
            if (text != null) defaults.put(attribute, text);
        });
        return defaults;
    }
}
