package org.belay.delivery.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;

/**
 * A notice and a chain of corrections on the real ledger. The simulated relay knows in which order each person got which statement; what
 * each statement says is decided here, not read from the ledger.
 */
final class SimulatedChain {

    private static final String WITHDRAWN = "withdrawn";

    /** @param says what a reader of it believes */
    record SentStatement(DispatchId dispatch, Optional<CorrectionKind> kind, String says) {}

    private final SimulatedLedger world = SimulatedLedger.begin();
    private final List<SentStatement> statements = new ArrayList<>();
    private final Map<Integer, List<Integer>> arrived = new TreeMap<>();
    private final Map<Integer, Set<Integer>> doubtful = new TreeMap<>();
    private boolean preparedIsUsed;

    SimulatedChain() {
        statements.add(new SentStatement(world.notice(), Optional.empty(), "notice"));
    }

    List<SentStatement> statements() {
        return statements;
    }

    int last() {
        return statements.size() - 1;
    }

    SentStatement valid() {
        return statements.get(last());
    }

    void send(int place, int person, AttemptFate fate) {
        world.attempt(
                statements.get(place).dispatch(),
                person,
                fate,
                one -> arrivals(one).add(place),
                one -> doubts(one).add(place));
    }

    void sendTogether(AttemptFate fate) {
        int place = last();
        world.together(
                statements.get(place).dispatch(),
                fate,
                one -> arrivals(one).add(place),
                one -> doubts(one).add(place));
    }

    /** The places of the statements that a person got, in the order of arrival. */
    List<Integer> arrivals(int person) {
        return arrived.computeIfAbsent(person, p -> new ArrayList<>());
    }

    /** The places of the statements that a person may have got although no reply says so. */
    Set<Integer> doubts(int person) {
        return doubtful.computeIfAbsent(person, p -> new HashSet<>());
    }

    boolean allows(CorrectionKind kind) {
        return valid().says().equals(WITHDRAWN) == (kind == CorrectionKind.REINSTATE);
    }

    void order(CorrectionKind kind) {
        boolean prepared = kind == CorrectionKind.DISREGARD && !preparedIsUsed;
        DispatchId dispatch = prepared ? world.correction() : world.prepareCorrection();
        preparedIsUsed |= prepared;
        world.order(dispatch, kind);
        String says = switch (kind) {
            case DISREGARD -> WITHDRAWN;
            case AMEND -> "amendment " + statements.size();
            case REINSTATE -> standingText();
        };
        statements.add(new SentStatement(dispatch, Optional.of(kind), says));
    }

    private String standingText() {
        return statements.stream()
                .map(SentStatement::says)
                .filter(says -> !says.equals(WITHDRAWN))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    void lateAnswers() {
        world.lateAnswers();
    }

    void kill() {
        world.kill();
    }

    void timePasses() {
        world.timePasses(statements.stream().map(SentStatement::dispatch).toList());
    }

    void runToTheEnd() {
        for (int round = 0; round < 4; round++) {
            timePasses();
            for (int person = 0; person < SimulatedLedger.PEOPLE; person++) {
                send(last(), person, AttemptFate.ACCEPTED);
            }
        }
    }

    boolean listedAsNotReached(int person) {
        return world.listedAsNotReached(valid().dispatch(), person);
    }

    List<?> takenWithoutRecord() {
        return world.takenWithoutRecord();
    }
}
