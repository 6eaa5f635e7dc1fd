package org.belay.audience;

import java.util.Map;

/**
 * Somebody who may be written to.
 *
 * @param address normalised (see {@link Address})
 * @param name as people read it; empty where the audience has none
 * @param attributes what else is known, by name; what is empty is not there
 */
public record Person(String address, String name, Map<String, String> attributes) {
    public Person {
        attributes = Map.copyOf(attributes);
    }
}
