package org.belay.delivery.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.belay.delivery.DispatchState;
import org.belay.platform.RequestRefused;
import org.belay.testsupport.schedule.ScheduleExplorer.Schedule;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks I1 to I5 (docs/promises.md) after a schedule, by what was sent: at once, and when everything that was to come
 * has come.
 */
final class LedgerPromises {

    /** The contents of the ledger that the future depends on. */
    private static final String ROWS = """
            SELECT (SELECT string_agg(concat_ws(' ', kind, state, probe_at IS NULL, ended_at IS NULL), ', ' ORDER BY id) FROM dispatch)
                || (SELECT string_agg(concat_ws(' ', dispatch, closed_at IS NULL, claim_at IS NULL, owner IS NULL, written, state_counts::text,
                                                released_at IS NULL), ', ' ORDER BY id) FROM batch)
                || (SELECT coalesce(string_agg(concat_ws(' ', dispatch, ordinal, state, attempts, retry_at IS NULL, resend_at IS NULL,
                                                         repair_at IS NULL, message_date IS NULL, attempts_before_repair), ', '
                                               ORDER BY dispatch, ordinal), '') FROM delivery)
                || (SELECT coalesce(string_agg(concat_ws(' ', d.dispatch, d.ordinal, a.number, coalesce(a.outcome, '-'), a.stage,
                                                         a.marked_at > now() - interval '30 seconds',
                                                         a.end_of_data_by > now() - interval '30 seconds'), ', '
                                               ORDER BY d.dispatch, d.ordinal, a.number), '')
                      FROM attempt a JOIN delivery d ON d.id = a.delivery)
                || (SELECT coalesce(string_agg(address, ', '), '') FROM suppression)
            """;

    /** Deliveries with more than one time to wait for, or with a time that does not belong to their state. */
    private static final String MISPLACED_TIMES = """
            SELECT concat_ws(' ', id, state, 'retry', retry_at, 'resend', resend_at, 'repair', repair_at) FROM delivery
             WHERE num_nonnulls(retry_at, resend_at, repair_at) > 1
                OR retry_at IS NOT NULL AND state NOT IN ('PENDING', 'DEFERRED')
                OR resend_at IS NOT NULL AND state <> 'IN_DOUBT'
                OR repair_at IS NOT NULL AND (state NOT IN ('IN_FLIGHT', 'ACCEPTED', 'IN_DOUBT') OR attempts_before_repair = 0)
            """;

    private final LedgerProcess survivor;
    private final JdbcClient sql;
    private final Map<String, List<String>> known = new HashMap<>();

    LedgerPromises(LedgerProcess survivor) {
        this.survivor = survivor;
        sql = survivor.sql;
    }

    /** Returns the violations. The same rows after the same events on the wire have the same future. */
    List<String> findViolations(LedgerScene scene, Schedule schedule, List<LedgerMethod> methods) {
        scene.wire().scheduleEnds();
        var wrong = new ArrayList<String>();
        for (int i = 0; i < methods.size(); i++) {
            LedgerMethod method = methods.get(i);
            schedule.failure(i)
                    .filter(failure ->
                            !(failure instanceof RequestRefused || failure instanceof PendingMark.MarkFailed))
                    .ifPresent(failure -> wrong.add(method + " failed: " + failure));
        }
        noMarksAfterTheEnd(scene, schedule, methods, wrong);
        if (survivor.inTransaction(() -> survivor.dispatches.isTakenBack(scene.notice))
                && survivor.dispatches.get(scene.notice).state() == DispatchState.SENDING) {
            wrong.add("a notice that is taken back sends");
        }
        sql.sql("SELECT delivery FROM attempt WHERE outcome IS NULL GROUP BY delivery HAVING count(*) > 1")
                .query(Long.class)
                .list()
                .forEach(twice -> wrong.add("I3: two attempts at once of delivery " + twice));
        sql.sql(MISPLACED_TIMES)
                .query(String.class)
                .list()
                .forEach(delivery -> wrong.add("a time of another state: " + delivery));
        wrong.addAll(known.computeIfAbsent(
                sql.sql(ROWS).query(String.class).single() + scene.wire().events(), rows -> future(scene)));
        return wrong;
    }

    private List<String> future(LedgerScene scene) {
        List<String> wrong = new LedgerFuture(scene, survivor).run();
        for (int person = 0; person < LedgerScene.PEOPLE; person++) {
            judge(scene, person, wrong);
        }
        allOnRecord(scene, wrong);
        return wrong;
    }

    private void noMarksAfterTheEnd(
            LedgerScene scene, Schedule schedule, List<LedgerMethod> methods, List<String> wrong) {
        for (LedgerMethod end : methods) {
            for (LedgerMethod mark : methods) {
                if (end.endsMarksOfNotice()
                        && mark.marksNotices()
                        && schedule.committed(end.name()) >= 0
                        && schedule.committed(end.name()) < schedule.committed(mark.name())
                        && marked(scene)) {
                    wrong.add("I4: " + mark + " commits an attempt after " + end);
                }
            }
        }
    }

    private static boolean marked(LedgerScene scene) {
        return scene.eventsSinceBegin().stream().anyMatch(event -> event.dot() && !event.correction());
    }

    private void judge(LedgerScene scene, int person, List<String> wrong) {
        WireRecord wire = scene.wire();
        List<WireRecord.WireEvent> notices = wire.mayBeTaken(false, person);
        List<WireRecord.WireEvent> corrections = wire.mayBeTaken(true, person);
        boolean listed = sql.sql(
                                "SELECT count(*) FROM delivery WHERE dispatch = :id AND ordinal = :person AND state IN ('REJECTED', 'EXPIRED', 'IN_DOUBT')")
                        .param("id", scene.correction.value())
                        .param("person", person)
                        .query(Integer.class)
                        .single()
                > 0;
        if (notices.size() > 1) {
            wrong.add("I3: person " + person + " has the notice twice");
        }
        if (!notices.isEmpty() && corrections.isEmpty() && !listed) {
            wrong.add("I1: person " + person + " may have the notice and has no correction");
        }
        if (!wire.hadReasonForCorrection(person) && !corrections.isEmpty()) {
            wrong.add("I2: person " + person + " never got the notice and has a correction");
        }
        if (corrections.size() > wire.correctionsAllowed(person)) {
            wrong.add("I3: person " + person + " has the correction too often");
        }
        if (wire.noticeMayBeReadLast(person) && !listed) {
            wrong.add("I1: person " + person + " may read the notice after its correction");
        }
    }

    private void allOnRecord(LedgerScene scene, List<String> wrong) {
        Map<Long, String> outcomes = new HashMap<>();
        sql.sql("SELECT id, coalesce(outcome, '-') FROM attempt").query(row -> {
            outcomes.put(row.getLong(1), row.getString(2));
        });
        for (boolean correction : List.of(false, true)) {
            for (int person = 0; person < LedgerScene.PEOPLE; person++) {
                scene.wire().mayBeTaken(correction, person).stream()
                        .filter(dot -> !List.of("ACCEPTED", "IN_DOUBT")
                                .contains(outcomes.get(dot.attempt().value())))
                        .forEach(dot -> wrong.add("I5: not on record: " + dot));
                scene.wire().accepted(correction, person).stream()
                        .filter(dot ->
                                !"ACCEPTED".equals(outcomes.get(dot.attempt().value())))
                        .forEach(dot -> wrong.add("I5: a 2xx that was read is not on record: " + dot));
            }
        }
    }
}
