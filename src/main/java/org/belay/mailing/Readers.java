package org.belay.mailing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.audience.Count;
import org.belay.delivery.relay.Forecast;
import org.belay.message.ShortValue;

/**
 * Who will get a mailing, as far as the checks need to know.
 *
 * @param people how many; 0 also where there is no audience
 * @param countries how many of them in each country, by {@code DE}; empty if that is not known
 * @param languages how many of them have each language, by {@code de-AT}; who has none is in no entry
 * @param unfit values that cannot stand in a mail, by attribute, with how many people have each
 * @param day what the relay has room for on the day it goes out; empty if that is not known, or no relay counts by the day
 */
public record Readers(
        long people,
        Map<String, Long> countries,
        Map<String, Long> languages,
        Map<String, List<Count>> unfit,
        Optional<Forecast.Day> day) {

    public Readers(long people, Map<String, Long> countries) {
        this(people, countries, Map.of(), Map.of(), Optional.empty());
    }

    public Readers {
        countries = Map.copyOf(countries);
        languages = Map.copyOf(languages);
        unfit = Map.copyOf(unfit);
    }

    /** How many of them read a language: {@code de-AT} reads German. */
    long of(String language) {
        String wanted = tag(language);
        return languages.entrySet().stream()
                .filter(one ->
                        tag(one.getKey()).equals(wanted) || tag(one.getKey()).startsWith(wanted + "-"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static String tag(String language) {
        return language.replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** Whether a value cannot stand in a mail. */
    public static boolean isUnfit(String value) {
        return ShortValue.problem(value).isPresent();
    }
}
