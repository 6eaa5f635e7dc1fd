package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.delivery.ledger.LedgerMethod.STOP;
import static org.belay.delivery.ledger.LedgerMethod.STOP_CORRECTION;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.testsupport.database.TestDatabase;
import org.belay.testsupport.schedule.ScheduleExplorer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks I1 to I5 (docs/promises.md) after the orders of the statements of two methods of the ledger, in every state in
 * which the two can meet; in soak also of two methods and a stop. {@code -Dschedule=GOING_OUT} runs one moment, {@code
 * -Dschedule=GOING_OUT/MARK_NOTICE+STOP} one pair, {@code …/1221} one order.
 */
class InterleavingIT {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final HikariDataSource POOL = FixedDatabaseClock.openPool(DATABASE);

    @TempDir
    private static Path folder;

    private static List<LedgerProcess> processes;
    private static LedgerProcess maker;
    private static long snapshot;
    private static LedgerPromises verdict;

    @BeforeAll
    static void three_processes_and_one_that_survives_them() throws Exception {
        snapshot = TestRecipients.snapshot(DATABASE.jdbc(), LedgerScene.PEOPLE);
        processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(
                    new LedgerProcess(POOL, Files.createDirectory(folder.resolve("" + i)), FixedDatabaseClock.CLOCK));
        }
        maker = new LedgerProcess(POOL, folder.resolve("maker"), FixedDatabaseClock.CLOCK);
        verdict = new LedgerPromises(new LedgerProcess(POOL, folder.resolve("survivor"), FixedDatabaseClock.CLOCK));
        DATABASE.jdbc().sql("UPDATE node SET seen_at = '-infinity'").update();
    }

    @AfterAll
    static void done() {
        POOL.close();
        DATABASE.close();
    }

    private static final int MANY = 8;

    @ParameterizedTest
    @EnumSource
    void p23_orders_of_the_statements_of_two_methods(LedgerMoment moment) throws Exception {
        List<List<LedgerMethod>> pairs = IntStream.range(0, moment.methods.size())
                .boxed()
                .flatMap(i -> moment.methods.stream().skip(i).map(other -> List.of(moment.methods.get(i), other)))
                .filter(pair -> !pair.get(0).contradicts(pair.get(1)))
                .toList();
        try (var explorer = orders(moment)) {
            explore(explorer, moment, pairs);
        }
    }

    /**
     * In verify, a method is preempted at most twice, or once where many methods meet: all moments with two preemptions
     * took 575 s together with the other tests. In soak, all orders.
     */
    private static ScheduleExplorer orders(LedgerMoment moment) {
        return Boolean.getBoolean("belay.soak")
                ? ScheduleExplorer.allOrders(POOL)
                : ScheduleExplorer.preempting(POOL, moment.methods.size() > MANY ? 1 : 2);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void p23_two_methods_and_a_stop(LedgerMoment moment) throws Exception {
        LedgerMethod stop = moment.methods.contains(STOP) ? STOP : STOP_CORRECTION;
        List<List<LedgerMethod>> triples = IntStream.range(0, moment.methods.size())
                .boxed()
                .flatMap(i ->
                        moment.methods.stream().skip(i + 1).map(other -> List.of(moment.methods.get(i), other, stop)))
                .filter(all -> !all.get(0).contradicts(all.get(1))
                        && !all.subList(0, 2).contains(stop))
                .toList();
        try (var explorer = ScheduleExplorer.preemptingEach(POOL, 2)) {
            explore(explorer, moment, triples);
        }
    }

    private static void explore(ScheduleExplorer explorer, LedgerMoment moment, List<List<LedgerMethod>> all) {
        String[] asked = System.getProperty("schedule", moment.name()).split("/");
        if (!asked[0].equals(moment.name())) {
            return;
        }
        LedgerScene scene = LedgerScene.make(maker, snapshot, folder, moment);
        DATABASE.jdbc().sql("UPDATE node SET seen_at = '-infinity'").update();
        Map<String, String> wrong = new LinkedHashMap<>();
        Map<String, Integer> orders = new LinkedHashMap<>();
        for (List<LedgerMethod> methods : all) {
            String name = methods.stream().map(Enum::name).collect(Collectors.joining("+"));
            ScheduleExplorer.Scene begins = () -> begin(scene, moment, methods, name, wrong);
            if (asked.length == 3 && asked[1].equals(name)) {
                explorer.replay(begins, asked[2]);
            } else if (asked.length == 1 || asked.length == 2 && asked[1].equals(name)) {
                orders.put(name, explorer.explore(begins));
            }
        }
        System.out.printf(
                "P23 %s: %d combinations, %d orders%n",
                moment, orders.size(), orders.values().stream().mapToInt(n -> n).sum());
        assertThat(wrong.values())
                .as("schedules after which something is wrong")
                .isEmpty();
    }

    private static ScheduleExplorer.Run begin(
            LedgerScene scene,
            LedgerMoment moment,
            List<LedgerMethod> methods,
            String name,
            Map<String, String> wrong) {
        scene.begin();
        return new ScheduleExplorer.Run() {
            @Override
            public List<ScheduleExplorer.Method> methods() {
                return IntStream.range(0, methods.size())
                        .mapToObj(i -> method(methods.get(i), processes.get(i), scene))
                        .toList();
            }

            @Override
            public void judge(ScheduleExplorer.Schedule schedule) {
                List<String> found = verdict.findViolations(scene, schedule, methods);
                if (!found.isEmpty()) {
                    wrong.merge(
                            moment + "/" + name + " " + found,
                            "\n" + moment + "/" + name + "/" + schedule + "\n  " + found + "\n  the wire: "
                                    + scene.wire().events(),
                            (first, next) -> first);
                }
            }
        };
    }

    private static ScheduleExplorer.Method method(LedgerMethod method, LedgerProcess by, LedgerScene scene) {
        return new ScheduleExplorer.Method(
                method.name(),
                by.database,
                method.commitsWithOthers() ? Optional.of(by.database) : Optional.empty(),
                () -> method.run(by, scene));
    }
}
