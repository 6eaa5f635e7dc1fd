package org.belay.mailing.store;

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
import org.belay.audit.AuditLog;
import org.springframework.stereotype.Component;

/**
 * Keeps scheduled starts at the approved local time. Governments change time zone rules at short notice, and a JDK update then brings a new
 * version of the time zone database. A start computed with an older version is computed again. If nodes have different versions, the newest
 * one applies: a node with an older version changes nothing.
 */
@Component
public class StartTimes {

    private final MailingStates states;
    private final AuditLog audit;

    StartTimes(MailingStates states, AuditLog audit) {
        this.states = states;
        this.audit = audit;
    }

    /** Version of the time zone database in this JDK, for example {@code 2026b}. */
    public static String zoneRulesVersion() {
        return ZoneRulesProvider.getVersions("UTC").lastKey();
    }

    /**
     * Parses a start as the author wrote it ({@code 2031-07-01T10:00+02:00[Europe/Berlin]}) with the rules of this JDK. The local time counts;
     * the offset only decides between two occurrences of a local time.
     */
    static ZonedDateTime parse(String written) {
        TemporalAccessor parts = DateTimeFormatter.ISO_ZONED_DATE_TIME.parse(written);
        ZoneId zone = parts.query(TemporalQueries.zone());
        var offset = ZoneOffset.ofTotalSeconds(parts.get(ChronoField.OFFSET_SECONDS));
        return ZonedDateTime.ofLocal(LocalDateTime.from(parts), zone, offset);
    }

    /** Whether the start was computed with an older version than that of this JDK. */
    public boolean isOutdated(MailingRow row) {
        return row.sendAt().isPresent()
                && row.zoneRulesVersion()
                        .filter(known -> known.compareTo(zoneRulesVersion()) >= 0)
                        .isEmpty();
    }

    /**
     * Computes the start of a scheduled mailing again, if its rules are outdated. The caller holds the lock on its row.
     *
     * @return when it starts; empty if the local time no longer exists and the mailing is now HELD
     */
    public Optional<Instant> recalculate(MailingRow row) {
        Instant known = row.startsAt().orElseThrow();
        if (!isOutdated(row)) {
            return Optional.of(known);
        }
        ZonedDateTime start = row.draft().sendAt().orElseThrow();
        if (!start.toLocalDateTime().equals(written(row))) {
            hold(row, start);
            return Optional.empty();
        }
        Instant now = start.toInstant();
        states.move(row.id(), now, zoneRulesVersion());
        if (!now.equals(known)) {
            audit.record(
                    "belay",
                    "move",
                    row.id().toString(),
                    Map.of(
                            "from", known.toString(),
                            "to", now.toString(),
                            "zone", start.getZone().getId(),
                            "rules", zoneRulesVersion()));
        }
        return Optional.of(now);
    }

    private void hold(MailingRow row, ZonedDateTime moved) {
        String why =
                "By the new rules of %s (%s) the clocks skip %s on %s. Nothing was sent. Set a new time, or cancel it."
                        .formatted(
                                moved.getZone(),
                                zoneRulesVersion(),
                                written(row).toLocalTime(),
                                written(row).toLocalDate());
        states.hold(row.id(), why);
        audit.record("belay", "hold", row.id().toString(), Map.of("because", why));
    }

    private static LocalDateTime written(MailingRow row) {
        return LocalDateTime.from(
                DateTimeFormatter.ISO_ZONED_DATE_TIME.parse(row.sendAt().orElseThrow()));
    }
}
