package org.belay.mailing.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.audience.ValueCount;
import org.belay.delivery.relay.SendingForecast;
import org.belay.message.PlaceholderRules;

/**
 * Facts about an audience that the checks use.
 *
 * @param people number of people; 0 also if there is no audience
 * @param countries number of people by ISO 3166 code ({@code DE}); empty if unknown
 * @param languages number of people by language tag ({@code de-AT}), without people who have none
 * @param unfit values that cannot be used in a mail, by attribute, each with its number of people
 * @param day the relay's daily limit on the day of sending; empty if unknown, or if the relay has none
 * @param outsideDomains domains of addresses that the policy does not allow, each with its number of people
 */
public record AudienceProfile(
        long people,
        Map<String, Long> countries,
        Map<String, Long> languages,
        Map<String, List<ValueCount>> unfit,
        Optional<SendingForecast.DailyLimit> relayDay,
        List<ValueCount> outsideDomains) {

    public AudienceProfile(long people, Map<String, Long> countries) {
        this(people, countries, Map.of(), Map.of(), Optional.empty(), List.of());
    }

    public AudienceProfile {
        countries = Map.copyOf(countries);
        languages = Map.copyOf(languages);
        unfit = Map.copyOf(unfit);
        outsideDomains = List.copyOf(outsideDomains);
    }

    /** Number of people who read a language; a person with {@code de-AT} reads {@code de}. */
    public long readersOf(String language) {
        String wanted = tag(language);
        return languages.entrySet().stream()
                .filter(entry -> tag(entry.getKey()).equals(wanted)
                        || tag(entry.getKey()).startsWith(wanted + "-"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static String tag(String language) {
        return language.replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** Whether a value cannot be used in a mail. */
    public static boolean isUnfit(String value) {
        return PlaceholderRules.problem(value).isPresent();
    }
}
