package org.belay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random tamperings of the audit log, by a person who controls the database: each is found, and the row is named. */
class TamperedLogTest {
    private static final long SEED = Long.getLong("seed", 2026);
    private static final int ROWS = 60;
    private static final List<String> KINDS = List.of(
            "time",
            "actor",
            "action",
            "subject",
            "detail",
            "new detail",
            "no detail",
            "previous",
            "hash",
            "delete",
            "cut",
            "swap",
            "repeat",
            "insert",
            "rewrite");

    @Test
    void x13_each_of_200_random_tamperings_is_found_at_its_row() {
        var random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            List<AuditEntry> log = log();
            SortedMap<Long, String> anchor = new TreeMap<>();
            log.forEach(row -> anchor.put(row.seq(), row.hash()));
            String kind = KINDS.get(random.nextInt(KINDS.size()));
            int at = random.nextInt(ROWS - 1);
            tamper(log, kind, at);

            AuditVerification found = verify(log, anchor);

            String name = "seed %d, number %d: %s at row %d".formatted(SEED, i, kind, at + 1);
            assertThat(found.ok()).as(name).isFalse();
            // a repeated row is found where it is, behind the original
            assertThat(found.firstBroken()).as(name).hasValue(kind.equals("repeat") ? at + 2 : at + 1);
        }
    }

    private static void tamper(List<AuditEntry> log, String kind, int at) {
        AuditEntry row = log.get(at);
        switch (kind) {
            case "delete" -> log.remove(at);
            case "cut" -> log.subList(at, log.size()).clear();
            case "swap" -> {
                log.set(at, log.get(at + 1));
                log.set(at + 1, row);
            }
            case "repeat" -> log.add(at + 1, row);
            case "insert" -> log.add(at, following(row.seq() - 1, row.previous(), row, "mallory@example.org"));
            case "rewrite" -> {
                // with new hashes for all rows behind it: only the anchor outside the database shows that
                String previous = row.previous();
                for (int i = at; i < log.size(); i++) {
                    AuditEntry old = log.get(i);
                    log.set(i, following(i, previous, old, i == at ? "mallory@example.org" : old.actor()));
                    previous = log.get(i).hash();
                }
            }
            default -> log.set(at, changed(row, kind));
        }
    }

    private static AuditEntry changed(AuditEntry row, String column) {
        var detail = new TreeMap<>(row.detail());
        switch (column) {
            case "detail" -> detail.put("people", "1");
            case "new detail" -> detail.put("added", "");
            case "no detail" -> detail.clear();
            default -> {}
        }
        return new AuditEntry(
                row.seq(),
                column.equals("time") ? row.at().plusNanos(1_000) : row.at(),
                column.equals("actor") ? row.actor() + " " : row.actor(),
                column.equals("action") ? "return" : row.action(),
                column.equals("subject") ? "M-0000" : row.subject(),
                detail,
                column.equals("previous") ? "f".repeat(64) : row.previous(),
                column.equals("hash") ? "e".repeat(64) : row.hash());
    }

    private static List<AuditEntry> log() {
        var log = new ArrayList<AuditEntry>();
        String previous = AuditEntry.NO_PREVIOUS_HASH;
        for (int i = 0; i < ROWS; i++) {
            log.add(AuditEntry.following(
                    i,
                    previous,
                    Instant.parse("2026-12-01T08:00:00Z").plusSeconds(i),
                    "person" + i % 7 + "@example.org",
                    i % 2 == 0 ? "approve" : "edit",
                    "M-%04d".formatted(i + 1),
                    Map.of("people", Integer.toString(2_000 + i))));
            previous = log.get(i).hash();
        }
        return log;
    }

    private static AuditEntry following(long last, String previous, AuditEntry like, String actor) {
        return AuditEntry.following(last, previous, like.at(), actor, like.action(), like.subject(), like.detail());
    }

    private static AuditVerification verify(List<AuditEntry> log, SortedMap<Long, String> anchor) {
        var check = new HashChainCheck(new AuditAnchor(OptionalLong.of(1), anchor), ROWS);
        for (AuditEntry row : log) {
            var broken = check.next(row);
            if (broken.isPresent()) return broken.get();
        }
        return check.end();
    }
}
