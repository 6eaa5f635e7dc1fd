package org.belay.mailing;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The public holidays of countries, as the library Jollyday knows them. */
final class Holidays {
    private static final Map<String, Optional<HolidayManager>> COUNTRIES = new ConcurrentHashMap<>();
    // Java knows no country of a zone; these are where mail with one zone goes to most
    private static final Map<String, String> BY_ZONE = Map.ofEntries(
            Map.entry("Europe/Berlin", "DE"),
            Map.entry("Europe/Vienna", "AT"),
            Map.entry("Europe/Zurich", "CH"),
            Map.entry("Europe/London", "GB"),
            Map.entry("Europe/Dublin", "IE"),
            Map.entry("Europe/Paris", "FR"),
            Map.entry("Europe/Madrid", "ES"),
            Map.entry("Europe/Rome", "IT"),
            Map.entry("Europe/Lisbon", "PT"),
            Map.entry("Europe/Amsterdam", "NL"),
            Map.entry("Europe/Brussels", "BE"),
            Map.entry("Europe/Warsaw", "PL"),
            Map.entry("Europe/Prague", "CZ"),
            Map.entry("Europe/Stockholm", "SE"),
            Map.entry("Europe/Copenhagen", "DK"),
            Map.entry("Europe/Oslo", "NO"),
            Map.entry("America/New_York", "US"),
            Map.entry("America/Chicago", "US"),
            Map.entry("America/Denver", "US"),
            Map.entry("America/Los_Angeles", "US"),
            Map.entry("America/Toronto", "CA"),
            Map.entry("Asia/Tokyo", "JP"),
            Map.entry("Australia/Sydney", "AU"));

    private Holidays() {}

    /** Whether the whole country rests; false for a country that is not known. */
    static boolean isOne(String country, LocalDate day) {
        return COUNTRIES
                .computeIfAbsent(country, Holidays::manager)
                .filter(known -> known.isHoliday(day))
                .isPresent();
    }

    static Optional<String> country(ZoneId zone) {
        return Optional.ofNullable(BY_ZONE.get(zone.getId()));
    }

    private static Optional<HolidayManager> manager(String country) {
        try {
            return country.matches("[A-Za-z]{2}")
                    ? Optional.of(
                            HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT))))
                    : Optional.empty();
        } catch (IllegalStateException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
