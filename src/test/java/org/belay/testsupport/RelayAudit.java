package org.belay.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultyRelay;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The invariant of all fault tests: the relay's own record agrees with Belay's rows, for every recipient and every
 * dispatch. It knows rows and mails, not how Belay works, and it holds at any moment: a mail in flight may be accepted
 * or not.
 */
public final class RelayAudit {

    /** One kind of dispatch and one recipient. */
    private record PersonKey(String kind, String address) {}

    private record DeliveryRecord(
            PersonKey key, String state, int attempts, int doubtsEver, int reached, boolean done, boolean repaired) {}

    private final List<String> wrong = new ArrayList<>();
    private final Map<PersonKey, Integer> taken;
    private final Map<PersonKey, DeliveryRecord> rows = new HashMap<>();
    private final Set<String> lies = new HashSet<>();

    private RelayAudit(Map<PersonKey, Integer> taken) {
        this.taken = taken;
    }

    /**
     * Reads the rows first, because a mail may be accepted in between; then at most one per recipient is ahead of its
     * row.
     */
    public static RelayAudit of(JdbcClient sql, FaultyRelay relay) {
        var snapshots = snapshots(sql);
        var rows = rows(sql);
        var reckoning = new RelayAudit(acceptedAddresses(relay));
        rows.forEach(row -> {
            if (reckoning.rows.put(row.key, row) != null) {
                reckoning.wrong.add(row.key + " has two deliveries");
            }
        });
        reckoning.wrong.addAll(snapshots);
        return reckoning;
    }

    /** The relay replies 250 for these and loses the mail, which no sender can know (docs/faults.md, S55). */
    public RelayAudit exceptLostFor(List<String> addresses) {
        lies.addAll(addresses);
        return this;
    }

    public void assertMatchesRelay() {
        rows.values().forEach(this::countsAgree);
        taken.keySet().stream()
                .filter(key -> !rows.containsKey(key))
                .forEach(key -> wrong.add(key + " was taken by the relay and Belay has no row"));
        rows.values().stream().filter(row -> row.key.kind.equals("notice")).forEach(this::correctionFollows);
        assertThat(wrong).as("the relay's record against Belay's rows").isEmpty();
    }

    private void countsAgree(DeliveryRecord row) {
        int n = taken.getOrDefault(row.key, 0);
        int most = mostAllowed(row);
        int least = row.state.equals("ACCEPTED") && !lies.contains(row.key.address) ? 1 : 0;
        if (n < least || n > most) {
            wrong.add(row.key + " is " + row.state + " after " + row.attempts + " attempts, and the relay took " + n);
        }
    }

    private static int mostAllowed(DeliveryRecord row) {
        return switch (row.state) {
            // a correction is repeated automatically: after a doubt, and after a late 2xx of its notice
            case "ACCEPTED", "IN_DOUBT", "IN_FLIGHT" ->
                row.key.kind.equals("correction") ? Math.min(row.attempts, row.repaired ? 3 : 2) : 1;
            case "BOUNCED", "DELIVERED" -> 1;
            // a refusal after a doubt leaves it in doubt, so mail in these states was never accepted
            default -> 0;
        };
    }

    /** I1 and I2 (docs/promises.md): a recipient who may have the notice is corrected or listed, and no other is. */
    private void correctionFollows(DeliveryRecord notice) {
        var key = new PersonKey("correction", notice.key.address);
        DeliveryRecord correction = rows.get(key);
        int corrected = taken.getOrDefault(key, 0);
        int noticed = taken.getOrDefault(notice.key, 0);
        if (corrected > 0 && noticed == 0 && notice.doubtsEver == 0 && !lies.contains(notice.key.address)) {
            wrong.add(key + " was corrected and certainly never had the notice");
        }
        if (correction != null && correction.done && noticed > 0 && corrected == 0) {
            if (!Set.of("REJECTED", "EXPIRED", "IN_DOUBT").contains(correction.state)) {
                wrong.add(key + " has the notice and is neither corrected nor listed: " + correction.state);
            }
        }
    }

    /** Addresses for which the relay accepted a mail of this kind, once per mail. */
    static List<String> acceptedAddresses(FaultyRelay relay, String kind) {
        return acceptedAddresses(relay).entrySet().stream()
                .filter(entry -> entry.getKey().kind.equals(kind))
                .flatMap(entry -> java.util.Collections.nCopies(entry.getValue(), entry.getKey().address).stream())
                .toList();
    }

    /** Reads the relay's record; the kind of mail of a Message-ID comes from the mails that it kept. */
    private static Map<PersonKey, Integer> acceptedAddresses(FaultyRelay relay) {
        var record = List.copyOf(
                relay.took()); // before the mails: mail accepted in between is in neither, or in the mails only
        Map<String, String> kinds = relay.mails().stream()
                .collect(Collectors.toMap(
                        AcceptedMail::messageId,
                        mail -> mail.header("Belay-Kind").orElse("none").toLowerCase(Locale.ROOT),
                        (one, same) -> one));
        var taken = new HashMap<PersonKey, Integer>();
        record.forEach(line -> {
            String kind = kinds.getOrDefault(
                    line.messageId(), "unknown, Message-ID " + line.messageId() + ", " + line.bytes() + " bytes");
            taken.merge(new PersonKey(kind, line.recipient()), 1, Integer::sum);
        });
        return taken;
    }

    private static List<DeliveryRecord> rows(JdbcClient sql) {
        return sql.sql("""
                SELECT lower(p.kind), r.address, d.state, d.attempts, p.state = 'DONE',
                       (SELECT count(*) FROM attempt a WHERE a.delivery = d.id AND a.outcome = 'IN_DOUBT'),
                       (SELECT count(*) FROM attempt a WHERE a.delivery = d.id AND a.outcome IN ('ACCEPTED', 'IN_DOUBT')),
                       d.attempts_before_repair > 0
                  FROM delivery d
                  JOIN dispatch p ON p.id = d.dispatch
                  JOIN recipient r ON r.snapshot = p.snapshot AND r.ordinal = d.ordinal
                """)
                .query((row, n) -> new DeliveryRecord(
                        new PersonKey(row.getString(1), row.getString(2)),
                        row.getString(3),
                        row.getInt(4),
                        row.getInt(6),
                        row.getInt(7),
                        row.getBoolean(5),
                        row.getBoolean(8)))
                .list();
    }

    /** A notice that is done has one row for each recipient of its snapshot, and no others. */
    private static List<String> snapshots(JdbcClient sql) {
        return sql
                .sql("""
                SELECT p.mailing, s.people, (SELECT count(*) FROM delivery d WHERE d.dispatch = p.id) AS written
                  FROM dispatch p JOIN snapshot s ON s.id = p.snapshot
                 WHERE p.kind = 'NOTICE' AND p.state = 'DONE'
                """)
                .query((row, n) -> row.getLong(2) == row.getLong(3)
                        ? ""
                        : "M-" + row.getLong(1) + " has " + row.getLong(3) + " rows for " + row.getLong(2) + " people")
                .list()
                .stream()
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return new TreeMap<>(rows.values().stream()
                        .collect(Collectors.groupingBy(DeliveryRecord::state, Collectors.counting())))
                .toString();
    }
}
