package org.belay.mailing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.Optional;
import org.belay.audit.Audit;
import org.springframework.stereotype.Component;

/**
 * Keeps scheduled starts at the local time that was approved. Governments move their clocks at short notice, and an update of Java then
 * brings a new edition of the time zone database; what an older edition had reckoned is reckoned anew. Nodes with different editions
 * agree on the newest: an older one changes nothing.
 */
@Component
class ZoneRules {

    private final MailingStore store;
    private final Audit audit;

    ZoneRules(MailingStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** The edition that this Java has: {@code 2026b}. */
    static String edition() {
        return ZoneRulesProvider.getVersions("UTC").lastKey();
    }

    /**
     * Reads a wish as it was written, {@code 2031-07-01T10:00+02:00[Europe/Berlin]}, by the rules of this Java: the local time counts,
     * and the offset only where that time comes twice.
     */
    static ZonedDateTime wish(String written) {
        TemporalAccessor parts = DateTimeFormatter.ISO_ZONED_DATE_TIME.parse(written);
        ZoneId zone = parts.query(TemporalQueries.zone());
        var offset = ZoneOffset.ofTotalSeconds(parts.get(ChronoField.OFFSET_SECONDS));
        return ZonedDateTime.ofLocal(LocalDateTime.from(parts), zone, offset);
    }

    /** Whether its start was reckoned by an older edition than this Java's. */
    boolean behind(MailingStore.Row row) {
        return row.sendAt().isPresent()
                && row.rules().filter(known -> known.compareTo(edition()) >= 0).isEmpty();
    }

    /**
     * Reckons the start of a scheduled mailing anew; its row is locked.
     *
     * @return when it starts; empty where the clocks now skip that time, and a person must choose another
     */
    Optional<Instant> follow(MailingStore.Row row) {
        Instant known = row.startsAt().orElseThrow();
        if (!behind(row)) {
            return Optional.of(known);
        }
        ZonedDateTime wish = row.draft().sendAt().orElseThrow();
        if (!wish.toLocalDateTime().equals(written(row))) {
            hold(row, wish);
            return Optional.empty();
        }
        Instant now = wish.toInstant();
        store.move(row.id(), now, edition());
        if (!now.equals(known)) {
            audit.record(
                    "belay",
                    "move",
                    row.id().toString(),
                    Map.of(
                            "from", known.toString(),
                            "to", now.toString(),
                            "zone", wish.getZone().getId(),
                            "rules", edition()));
        }
        return Optional.of(now);
    }

    private void hold(MailingStore.Row row, ZonedDateTime moved) {
        String why =
                "By the new rules of %s (%s) the clocks skip %s on %s. Nothing was sent. Decide: give it a new time, or cancel it."
                        .formatted(
                                moved.getZone(),
                                edition(),
                                written(row).toLocalTime(),
                                written(row).toLocalDate());
        store.hold(row.id(), why);
        audit.record("belay", "hold", row.id().toString(), Map.of("because", why));
    }

    private static LocalDateTime written(MailingStore.Row row) {
        return LocalDateTime.from(
                DateTimeFormatter.ISO_ZONED_DATE_TIME.parse(row.sendAt().orElseThrow()));
    }
}
