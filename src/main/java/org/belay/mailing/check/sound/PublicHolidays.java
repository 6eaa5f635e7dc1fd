package org.belay.mailing.check.sound;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Public holidays of countries, from the library Jollyday. */
final class PublicHolidays {
    private static final Map<String, Optional<HolidayManager>> COUNTRIES = new ConcurrentHashMap<>();
    // the JDK has no mapping from time zone to country; these are the zones used most
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

    private PublicHolidays() {}

    /** Whether the day is a holiday in the whole country; false for an unknown country. */
    static boolean isHoliday(String country, LocalDate day) {
        return COUNTRIES
                .computeIfAbsent(country, PublicHolidays::manager)
                .filter(known -> known.isHoliday(day))
                .isPresent();
    }

    /** ISO 3166 code of a time zone's country; empty if it is not in the table. */
    static Optional<String> countryOf(ZoneId zone) {
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
