package org.belay.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.belay.mailing.Mailing;
import org.belay.template.ZoneLetters;

/**
 * How pages say numbers and times: {@code say.people(1003)} is "1,003 people", {@code say.moment(at)} is "Tue 8 Dec 2026, 09:00 CET".
 * Wall-clock times are in the zone of the person who looks, and long forms name it. The start of a mailing is in the zone that its
 * author chose, with the viewer's time behind it where that is another.
 */
public final class Say {
    private static final Locale ENGLISH = Locale.UK;

    private final Clock clock;
    private final Supplier<ZoneId> viewer;

    /** Everything in the clock's zone. */
    Say(Clock clock) {
        this(clock, clock::getZone);
    }

    Say(Clock clock, Supplier<ZoneId> viewer) {
        this.clock = clock;
        this.viewer = viewer;
    }

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", ENGLISH);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("EEE d", ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", ENGLISH);
    private static final DateTimeFormatter FULL_DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm ", ENGLISH);

    public ZoneId zone() {
        return viewer.get();
    }

    public Instant now() {
        return clock.instant();
    }

    public String number(long n) {
        return String.format(ENGLISH, "%,d", n);
    }

    public String people(long n) {
        return number(n) + (n == 1 ? " person" : " people");
    }

    public String count(long n, String one, String many) {
        return number(n) + " " + (n == 1 ? one : many);
    }

    /** Whole per cent, never rounded up to 100: "100 %" means all. */
    public String percent(long part, long whole) {
        return (whole == 0 ? 0 : part * 100 / whole) + " %";
    }

    public String second(Instant at) {
        return SECOND.format(at.atZone(zone()));
    }

    public String minute(Instant at) {
        return MINUTE.format(at.atZone(zone()));
    }

    public String day(Instant at) {
        return DAY.format(at.atZone(zone()));
    }

    public String fullDay(Instant at) {
        return FULL_DAY.format(at.atZone(zone()));
    }

    public String moment(Instant at) {
        return moment(at.atZone(zone()));
    }

    public String moment(ZonedDateTime at) {
        return MOMENT.format(at) + ZoneLetters.of(at, Locale.ENGLISH);
    }

    /** In its own zone and, where that shows another time, in the viewer's: "Tue 8 Dec 2026, 09:00 JST (01:00 CET for you)". */
    public String both(ZonedDateTime at) {
        ZonedDateTime here = at.withZoneSameInstant(zone());
        if (here.getOffset().equals(at.getOffset())) {
            return moment(at);
        }
        boolean sameDay = here.toLocalDate().equals(at.toLocalDate());
        String mine = (sameDay ? MINUTE.format(here) + " " + ZoneLetters.of(here, Locale.ENGLISH) : moment(here));
        return moment(at) + " (" + mine + " for you)";
    }

    /** When a scheduled mailing starts, in the zone of its own time. */
    public String start(Mailing mailing) {
        ZoneId own = mailing.draft().sendAt().map(ZonedDateTime::getZone).orElse(zone());
        return mailing.startsAt().map(at -> both(at.atZone(own))).orElse("");
    }

    public boolean isPast(Optional<ZonedDateTime> at) {
        return at.filter(time -> time.toInstant().isBefore(now())).isPresent();
    }

    /** The letters of the viewer's zone now: "CET". */
    public String zoneLetters() {
        return ZoneLetters.of(now().atZone(zone()), Locale.ENGLISH);
    }

    /** The shortest form that is still clear: the minute today, else the day. */
    public String when(Instant at) {
        ZonedDateTime then = at.atZone(zone());
        return then.toLocalDate().equals(LocalDate.ofInstant(now(), zone()))
                ? MINUTE.format(then)
                : SHORT_DAY.format(then);
    }

    /** For the {@code datetime} attribute. */
    public String iso(Instant at) {
        return at.toString();
    }

    /** "about 12 minutes", "a few seconds": how long is left, as one would say it. */
    public String roughly(Duration left) {
        long seconds = left.toSeconds();
        if (seconds < 10) {
            return "a few seconds";
        }
        if (seconds < 90) {
            return "about " + (seconds + 5) / 10 * 10 + " seconds";
        }
        if (seconds < 5_400) {
            return "about " + (seconds + 30) / 60 + " minutes";
        }
        if (seconds < 129_600) {
            return "about " + (seconds + 1_800) / 3_600 + " hours";
        }
        return "about " + (seconds + 43_200) / 86_400 + " days";
    }

    /** How long so many people take at so many a minute. */
    public Duration lasting(long people, int perMinute) {
        return Duration.ofSeconds(perMinute == 0 ? 0 : people * 60 / perMinute);
    }

    /** "in about 5 hours", or "now" once it is there. */
    public String until(Instant at) {
        Duration left = Duration.between(now(), at);
        return left.toSeconds() < 1 ? "now" : "in " + roughly(left);
    }

    /** Hours, minutes and seconds between two moments: "00:00:07". */
    public String stopwatch(Instant from, Instant to) {
        Duration d = Duration.between(from, to);
        return String.format(ENGLISH, "%02d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart());
    }

    /** The minute that is so far ahead, with its zone: "09:35 CET". */
    public String clock(Duration ahead) {
        ZonedDateTime then = now().plus(ahead).atZone(zone());
        return MINUTE.format(then) + " " + ZoneLetters.of(then, Locale.ENGLISH);
    }

    public String minute(Duration ahead) {
        return minute(now().plus(ahead));
    }

    public String weekday(LocalDate date) {
        return DateTimeFormatter.ofPattern("EEE", ENGLISH).format(date);
    }

    /** In English: "German" for de; the code itself where nobody knows it. */
    public String language(String code) {
        return Locale.forLanguageTag(code).getDisplayLanguage(ENGLISH);
    }

    /** "Germany" for DE; what is no code is said as it is. */
    public String country(String code) {
        return code.matches("[A-Z]{2}")
                ? new Locale.Builder().setRegion(code).build().getDisplayCountry(ENGLISH)
                : code;
    }

    /** A number for a new form, so that sending it twice does once what it asks for. */
    public String form() {
        return UUID.randomUUID().toString();
    }

    /** Every zone to choose from: the one in use first, then the viewer's own, then all by name. */
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
        first.add("Europe/Berlin");
        ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*|UTC"))
                .sorted()
                .forEach(first::add);
        return List.copyOf(first);
    }

    public String perSecond(double rate) {
        return String.format(ENGLISH, rate < 10 ? "%.1f" : "%,.0f", rate);
    }

    /** One or two letters for a face: "NL", "李". */
    public String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = firstLetter(words[0]);
        boolean latin = first.codePointAt(0) < 0x530;
        return words.length == 1 || !latin ? first : first + firstLetter(words[words.length - 1]);
    }

    private static String firstLetter(String word) {
        return word.isEmpty() ? "?" : word.substring(0, word.offsetByCodePoints(0, 1));
    }

    public String firstName(String name) {
        return name.strip().split("\\s+")[0];
    }
}
