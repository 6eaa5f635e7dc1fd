package org.belay.mailing;

import java.util.Map;
import java.util.Optional;
import org.belay.delivery.relay.Forecast;

/**
 * Who will get a mailing, as far as the checks need to know.
 *
 * @param people how many; 0 also where there is no audience
 * @param countries how many of them in each country, by {@code DE}; empty if that is not known
 * @param day what the relay has room for on the day it goes out; empty if that is not known, or no relay counts by the day
 */
public record Readers(long people, Map<String, Long> countries, Optional<Forecast.Day> day) {

    public Readers(long people, Map<String, Long> countries) {
        this(people, countries, Optional.empty());
    }

    public Readers {
        countries = Map.copyOf(countries);
    }
}
