package org.belay.web.format;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.belay.mailing.model.Mailing;
import org.belay.template.ZoneAbbreviation;
import org.belay.web.text.Messages;

/**
 * Formats numbers and times for pages, in the language of the request: {@code say.people(1003)} is "1,003 people", {@code say.moment(at)} is
 * "Tue 8 Dec 2026, 09:00 CET". Times of day are in the viewer's zone, and long forms name it. The start of a mailing is in the zone that its
 * author chose, followed by the viewer's time if that is different.
 */
public final class Formats {
    private static final ZoneId OFTEN_USED = ZoneId.of("Europe/Berlin");

    private final Clock clock;
    private final Supplier<ZoneId> viewer;
    private final Messages messages;

    /** @param viewer time zone of the person who looks at the page */
    public Formats(Clock clock, Supplier<ZoneId> viewer, Messages messages) {
        this.clock = clock;
        this.viewer = viewer;
        this.messages = messages;
    }

    public ZoneId zone() {
        return viewer.get();
    }

    public Instant now() {
        return clock.instant();
    }

    public String number(long n) {
        return messages.text("format.number", n);
    }

    public String people(long n) {
        return messages.text("format.people", n);
    }

    /** Whole per cent, never rounded up to 100: "100 %" means all. */
    public String percent(long part, long whole) {
        return messages.text("format.percent", whole == 0 ? 0 : part * 100 / whole);
    }

    public String second(Instant at) {
        return format("second", at.atZone(zone()));
    }

    public String minute(Instant at) {
        return format("minute", at.atZone(zone()));
    }

    public String day(Instant at) {
        return format("day", at.atZone(zone()));
    }

    public String fullDay(Instant at) {
        return format("full-day", at.atZone(zone()));
    }

    public String moment(Instant at) {
        return moment(at.atZone(zone()));
    }

    public String moment(ZonedDateTime at) {
        return format("moment", at) + " " + zoneLetters(at);
    }

    /** In its own zone and, where that shows another time, in the viewer's: "Tue 8 Dec 2026, 09:00 JST (01:00 CET for you)". */
    public String both(ZonedDateTime at) {
        ZonedDateTime here = at.withZoneSameInstant(zone());
        if (here.getOffset().equals(at.getOffset())) {
            return moment(at);
        }
        boolean sameDay = here.toLocalDate().equals(at.toLocalDate());
        String mine = sameDay ? format("minute", here) + " " + zoneLetters(here) : moment(here);
        return messages.text("format.both", moment(at), mine);
    }

    /** Start of a scheduled mailing, in the zone that its author chose. */
    public String start(Mailing mailing) {
        ZoneId own = mailing.draft().sendAt().map(ZonedDateTime::getZone).orElse(zone());
        return mailing.startsAt().map(at -> both(at.atZone(own))).orElse("");
    }

    public boolean isPast(Optional<ZonedDateTime> at) {
        return at.filter(time -> time.toInstant().isBefore(now())).isPresent();
    }

    /** Abbreviation of the viewer's zone now: "CET". */
    public String zoneLetters() {
        return zoneLetters(now().atZone(zone()));
    }

    /** Time of day for today, else the day. */
    public String when(Instant at) {
        ZonedDateTime then = at.atZone(zone());
        return then.toLocalDate().equals(LocalDate.ofInstant(now(), zone()))
                ? format("minute", then)
                : format("short-day", then);
    }

    /** For the {@code datetime} attribute. */
    public String iso(Instant at) {
        return at.toString();
    }

    /** "about 12 minutes", "a few seconds": a duration in words. */
    public String roughly(Duration left) {
        long seconds = left.toSeconds();
        if (seconds < 10) {
            return messages.text("format.few-seconds");
        }
        if (seconds < 90) {
            return messages.text("format.seconds", (seconds + 5) / 10 * 10);
        }
        if (seconds < 5_400) {
            return messages.text("format.minutes", (seconds + 30) / 60);
        }
        if (seconds < 129_600) {
            return messages.text("format.hours", (seconds + 1_800) / 3_600);
        }
        return messages.text("format.days", (seconds + 43_200) / 86_400);
    }

    /** Time to send to {@code people} at {@code perMinute}; zero if there is no speed limit. */
    public Duration lasting(long people, int perMinute) {
        return Duration.ofSeconds(perMinute == 0 ? 0 : people * 60 / perMinute);
    }

    /** "in about 5 hours", or "now" for an instant that is past. */
    public String until(Instant at) {
        Duration left = Duration.between(now(), at);
        return left.toSeconds() < 1 ? messages.text("format.now") : messages.text("format.in", roughly(left));
    }

    /** Hours, minutes and seconds between two instants: "00:00:07". */
    public String stopwatch(Instant from, Instant to) {
        Duration d = Duration.between(from, to);
        return String.format(Locale.ROOT, "%02d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart());
    }

    /** Time of day after {@code ahead}, with the zone: "09:35 CET". */
    public String clock(Duration ahead) {
        ZonedDateTime then = now().plus(ahead).atZone(zone());
        return format("minute", then) + " " + zoneLetters(then);
    }

    public String minute(Duration ahead) {
        return minute(now().plus(ahead));
    }

    public String weekday(LocalDate date) {
        return DateTimeFormatter.ofPattern("EEE", messages.locale()).format(date);
    }

    /** Language name, "German" for {@code de}; the code itself if it is unknown. */
    public String language(String code) {
        return Locale.forLanguageTag(code).getDisplayLanguage(messages.locale());
    }

    /** Country name, "Germany" for {@code DE}; other text unchanged. */
    public String country(String code) {
        return code.matches("[A-Z]{2}")
                ? new Locale.Builder().setRegion(code).build().getDisplayCountry(messages.locale())
                : code;
    }

    /** Id of a new form, so that sending the form twice creates one mailing. */
    public String form() {
        return UUID.randomUUID().toString();
    }

    /** Time zones to choose from: the one in use first, then the viewer's, then all by name. */
    public List<String> zones(Optional<ZonedDateTime> inUse) {
        return zones(inUse.map(at -> at.getZone().getId()).orElse(""));
    }

    /** @param inUse a zone's id; empty for none */
    public List<String> zones(String inUse) {
        var first = new LinkedHashSet<String>();
        if (!inUse.isBlank()) {
            first.add(inUse);
        }
        first.add(zone().getId());
        first.add(OFTEN_USED.getId());
        ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*|UTC"))
                .sorted()
                .forEach(first::add);
        return List.copyOf(first);
    }

    public String perSecond(double rate) {
        return String.format(messages.locale(), rate < 10 ? "%.1f" : "%,.0f", rate);
    }

    /** Initials for an avatar: "NL", "李". */
    public String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = firstLetter(words[0]);
        boolean latin = first.codePointAt(0) < 0x530;
        return words.length == 1 || !latin ? first : first + firstLetter(words[words.length - 1]);
    }

    private String format(String form, TemporalAccessor at) {
        return DateTimeFormatter.ofPattern(messages.text("format." + form), messages.locale())
                .format(at);
    }

    private String zoneLetters(ZonedDateTime at) {
        return ZoneAbbreviation.of(at, messages.locale());
    }

    private static String firstLetter(String word) {
        return word.isEmpty() ? "?" : word.substring(0, word.offsetByCodePoints(0, 1));
    }

    public String firstName(String name) {
        return name.strip().split("\\s+")[0];
    }
}
