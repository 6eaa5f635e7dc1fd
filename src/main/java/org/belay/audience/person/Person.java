package org.belay.audience.person;

import java.util.Map;

/**
 * A person of an audience.
 *
 * @param address normalised, see {@link AddressNormalizer}
 * @param name display name; may be empty
 * @param attributes values by name; empty values are absent
 */
public record Person(String address, String name, Map<String, String> attributes) {
    public Person {
        attributes = Map.copyOf(attributes);
    }
}
