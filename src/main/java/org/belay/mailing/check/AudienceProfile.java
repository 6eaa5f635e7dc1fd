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
 * @param usual the usual number of people of the template; empty if it had fewer than three mailings
 */
public record AudienceProfile(
        long people,
        Map<String, Long> countries,
        Map<String, Long> languages,
        Map<String, List<ValueCount>> unfit,
        Optional<SendingForecast.DailyLimit> relayDay,
        List<ValueCount> outsideDomains,
        Optional<UsualSize> usual) {

    /**
     * The usual number of people of a template.
     *
     * @param people median of its last mailings
     * @param factor how many times more or fewer people need a reason
     */
    public record UsualSize(long people, int factor) {
        boolean isFarFrom(long size) {
            return size > people * factor || size * factor < people;
        }
    }

    public AudienceProfile(long people, Map<String, Long> countries) {
        this(people, countries, Map.of(), Map.of(), Optional.empty(), List.of(), Optional.empty());
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

    /** The usual number of people, if this audience has far more or fewer. */
    public Optional<UsualSize> unusual() {
        return usual.filter(size -> people > 0 && size.isFarFrom(people));
    }

    /** Whether a value cannot be used in a mail. */
    public static boolean isUnfit(String value) {
        return PlaceholderRules.problem(value).isPresent();
    }
}
