package org.belay.mailing;

import java.util.Map;

/**
 * Who will get a mailing, as far as the checks need to know.
 *
 * @param people how many; 0 also where there is no audience
 * @param countries how many of them in each country, by {@code DE}; empty if that is not known
 */
public record Readers(long people, Map<String, Long> countries) {

    public Readers {
        countries = Map.copyOf(countries);
    }
}
