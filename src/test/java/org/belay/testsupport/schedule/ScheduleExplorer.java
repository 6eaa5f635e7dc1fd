package org.belay.testsupport.schedule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.belay.testsupport.schedule.SteppedSession.State;
import org.belay.testsupport.schedule.SteppedSession.Step;

/**
 * Runs methods concurrently in every order of their statements, like the isolation tester of PostgreSQL: one statement
 * at a time is released, and the next one only when it has been executed or waits for a lock of another session. Of
 * orders that differ only in neighbouring steps that cannot affect each other ({@link StatementEffects}), one is run.
 */
public final class ScheduleExplorer implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 30_000;

    private final Connection observer;
    private final int preemptions;
    private final boolean each;

    private ScheduleExplorer(DataSource database, int preemptions, boolean each) {
        this.preemptions = preemptions;
        this.each = each;
        try {
            observer = database.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ScheduleExplorer allOrders(DataSource database) {
        return new ScheduleExplorer(database, Integer.MAX_VALUE, false);
    }

    /**
     * Only orders with at most this many preemptions of a session that could continue. Of equivalent orders, the one
     * that is run may need one more preemption: it is skipped then.
     */
    public static ScheduleExplorer preempting(DataSource database, int times) {
        return new ScheduleExplorer(database, times, false);
    }

    /** The same, and every one of these orders. */
    public static ScheduleExplorer preemptingEach(DataSource database, int times) {
        return new ScheduleExplorer(database, times, true);
    }

    /** Methods to run concurrently, in a state that was prepared for this run alone. */
    public interface Run {
        List<Method> methods();

        /** Throws if the result violates a promise. */
        void judge(Schedule schedule);
    }

    /** @param others source of the connections of its committer, if it has one */
    public record Method(
            String name, SteppedDataSource database, Optional<SteppedDataSource> others, SteppedSession.Work work) {}

    /** Prepares the state, the same at each call. */
    public interface Scene {
        Run begin();
    }

    /** An order in which steps were released. */
    public static final class Schedule {
        private final List<Integer> order = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<SteppedSession> sessions;

        private Schedule(List<SteppedSession> sessions) {
            this.sessions = sessions;
        }

        /** The exception of a method; empty if it ended normally. */
        public Optional<Throwable> failure(int session) {
            return Optional.ofNullable(sessions.get(session).failure());
        }

        /** Index of its last commit among the steps; negative if it has not committed a transaction. */
        public int committed(String session) {
            return IntStream.range(0, steps.size())
                    .filter(i -> steps.get(i).session().equals(session)
                            && steps.get(i).text().equals("COMMIT"))
                    .max()
                    .orElse(-1);
        }

        /** For {@link #replay}: the session of each step. */
        public String order() {
            return order.stream().map(one -> "" + (one + 1)).collect(Collectors.joining());
        }

        @Override
        public String toString() {
            return order() + steps.stream().map(step -> "\n    " + step).collect(Collectors.joining());
        }
    }

    /** A choice between sessions that could take the next step. */
    private static final class Choice {
        private final List<Integer> allowed;
        private int taken;

        Choice(List<Integer> allowed) {
            this.allowed = allowed;
        }
    }

    /** @return number of orders that were run */
    public int explore(Scene scene) {
        List<Choice> choices = new ArrayList<>();
        int orders = 0;
        do {
            if (run(scene.begin(), choices, Optional.empty())) {
                orders++;
            }
        } while (another(choices));
        return orders;
    }

    /** Runs one order that was printed. */
    public void replay(Scene scene, String order) {
        run(scene.begin(), new ArrayList<>(), Optional.of(order));
    }

    private static boolean another(List<Choice> choices) {
        while (!choices.isEmpty()) {
            Choice last = choices.get(choices.size() - 1);
            if (++last.taken < last.allowed.size()) {
                return true;
            }
            choices.remove(choices.size() - 1);
        }
        return false;
    }

    /** False if another run is equivalent. */
    private boolean run(Run run, List<Choice> choices, Optional<String> given) {
        List<SteppedSession> sessions = start(run.methods());
        var schedule = new Schedule(sessions);
        try {
            List<SteppedSession> wereReady = List.of();
            int preempted = 0;
            for (int depth = 0; ; depth++) {
                awaitRest(sessions);
                List<Integer> ready = ready(sessions);
                if (ready.isEmpty()) {
                    break;
                }
                int last = depth == 0 ? -1 : schedule.order.get(depth - 1);
                if (depth == choices.size()) {
                    choices.add(new Choice(
                            given.isPresent()
                                    ? List.of(given.get().charAt(depth) - '1')
                                    : allowed(ready, sessions, wereReady, schedule, preempted)));
                }
                Choice choice = choices.get(depth);
                if (choice.allowed.isEmpty()) {
                    return false;
                }
                int chosen = choice.allowed.get(choice.taken);
                if (!ready.contains(chosen)) {
                    throw new IllegalStateException("The run is not the same as before: " + schedule);
                }
                if (last >= 0 && chosen != last && ready.contains(last)) {
                    preempted++;
                }
                wereReady = ready.stream().map(sessions::get).toList();
                schedule.order.add(chosen);
                schedule.steps.add(sessions.get(chosen).step());
            }
            run.judge(schedule);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            end(run.methods(), sessions);
        }
    }

    private List<Integer> allowed(
            List<Integer> ready,
            List<SteppedSession> sessions,
            List<SteppedSession> wereReady,
            Schedule schedule,
            int preempted) {
        if (schedule.order.isEmpty()) {
            return ready;
        }
        int last = schedule.order.get(schedule.order.size() - 1);
        if (preempted >= preemptions && ready.contains(last)) {
            return List.of(last);
        }
        if (each) {
            return ready;
        }
        StatementEffects before = schedule.steps.get(schedule.steps.size() - 1).effects();
        // a step that could also have come before the last one, of a session earlier in the list, has done so in
        // another run
        return ready.stream()
                .filter(one -> one >= last
                        || !wereReady.contains(sessions.get(one))
                        || !sessions.get(one).next().effects().independentOf(before))
                .toList();
    }

    private List<SteppedSession> start(List<Method> methods) {
        List<SteppedSession> sessions = new ArrayList<>();
        for (Method method : methods) {
            var session = new SteppedSession(method.name());
            sessions.add(session);
            method.others().ifPresent(others -> others.stepOthers(session));
            session.start(method.database(), method.work());
        }
        return sessions;
    }

    private static List<State> states(List<SteppedSession> sessions) {
        return sessions.stream().map(SteppedSession::state).toList();
    }

    private static List<Integer> ready(List<SteppedSession> sessions) {
        List<Integer> ready = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            if (sessions.get(i).state() == State.PAUSED) {
                ready.add(i);
            }
        }
        return ready;
    }

    /**
     * Waits until each session is paused, has ended, or waits for a lock of another one; if all remaining ones wait,
     * until PostgreSQL resolves the deadlock.
     */
    private void awaitRest(List<SteppedSession> sessions) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < until) {
            for (SteppedSession session : sessions) {
                session.awaitRest(2);
            }
            List<State> states = states(sessions);
            boolean rest =
                    sessions.stream().allMatch(one -> one.state() != State.RUNNING || waitsForALock(one, sessions));
            boolean over = !states.contains(State.RUNNING) || states.contains(State.PAUSED);
            // checked again: another session may have released a lock between the checks
            if (rest && over && states.equals(states(sessions))) {
                return;
            }
        }
        throw new IllegalStateException("A session neither goes on nor waits for a lock: "
                + sessions.stream()
                        .map(s -> s.name() + " " + s.state() + " " + s.next())
                        .toList());
    }

    /** Whether it waits for a lock of another of these sessions; a lock of autovacuum is released soon. */
    private boolean waitsForALock(SteppedSession session, List<SteppedSession> sessions) {
        Integer[] others =
                sessions.stream().flatMap(one -> Stream.of(one.backends())).toArray(Integer[]::new);
        try (PreparedStatement asked = observer.prepareStatement(
                "SELECT bool_or(pg_isolation_test_session_is_blocked(pid, ?)) FROM unnest(?) AS one(pid)")) {
            asked.setArray(1, observer.createArrayOf("int4", others));
            asked.setArray(2, observer.createArrayOf("int4", session.backends()));
            try (ResultSet row = asked.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(List<Method> methods, List<SteppedSession> sessions) {
        sessions.forEach(SteppedSession::letRun);
        try {
            for (SteppedSession session : sessions) {
                for (int i = 0; session.awaitRest(100) != State.ENDED; i++) {
                    if (i > 300) {
                        throw new IllegalStateException(session.name() + " does not end");
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        methods.forEach(method -> method.others().ifPresent(others -> others.stepOthers(null)));
    }

    @Override
    public void close() throws SQLException {
        observer.close();
    }
}
