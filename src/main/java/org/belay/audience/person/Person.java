package org.belay.audience.person;

import java.util.Map;
import org.belay.address.EmailAddress;
import org.belay.address.WrittenAddress;

/**
 * A person of an audience.
 *
 * @param address as {@link WrittenAddress} reads it
 * @param name display name; may be empty
 * @param attributes values by name; empty values are absent
 */
public record Person(EmailAddress address, String name, Map<String, String> attributes) {
    public Person {
        attributes = Map.copyOf(attributes);
    }
}
