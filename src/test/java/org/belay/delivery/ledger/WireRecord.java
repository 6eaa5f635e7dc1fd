package org.belay.delivery.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;

/** What was sent to the relay and what was read from it, in order. */
final class WireRecord {

    /** An end of data that was written, or a reply that was read. */
    record WireEvent(boolean correction, int person, AttemptId attempt, boolean dot, AttemptOutcome.Kind answer) {
        @Override
        public String toString() {
            return (correction ? "correction" : "notice") + " of " + person + (dot ? " dotted" : " " + answer);
        }
    }

    private final List<WireEvent> events = new ArrayList<>();

    private final int begun;
    private int ended = Integer.MAX_VALUE;

    WireRecord() {
        this(List.of());
    }

    private WireRecord(List<WireEvent> events) {
        this.events.addAll(events);
        begun = events.size();
    }

    /** The schedule is over; what follows is the future. */
    synchronized void scheduleEnds() {
        ended = events.size();
    }

    synchronized WireRecord copy() {
        return new WireRecord(events);
    }

    synchronized void dotted(boolean correction, AttemptMarker marker) {
        events.add(new WireEvent(correction, marker.ordinal(), marker.attempt(), true, null));
    }

    synchronized void read(boolean correction, AttemptMarker marker, AttemptOutcome.Kind answer) {
        events.add(new WireEvent(correction, marker.ordinal(), marker.attempt(), false, answer));
    }

    synchronized List<WireEvent> events() {
        return List.copyOf(events);
    }

    private boolean answered(WireEvent dot, AttemptOutcome.Kind... with) {
        return events.stream()
                .anyMatch(e ->
                        !e.dot && e.attempt.equals(dot.attempt) && List.of(with).contains(e.answer));
    }

    /** A relay accepts what it does not refuse; a silent one may have accepted it. */
    private boolean mayBeTaken(WireEvent dot) {
        return !answered(dot, AttemptOutcome.Kind.REJECTED, AttemptOutcome.Kind.DEFERRED, AttemptOutcome.Kind.NOT_SENT);
    }

    /** Attempts whose mail the relay may have accepted. */
    synchronized List<WireEvent> mayBeTaken(boolean correction, int person) {
        return events.stream()
                .filter(e -> e.dot && e.correction == correction && e.person == person && mayBeTaken(e))
                .toList();
    }

    /** Those of them that were answered with a 2xx. */
    synchronized List<WireEvent> accepted(boolean correction, int person) {
        return mayBeTaken(correction, person).stream()
                .filter(dot -> answered(dot, AttemptOutcome.Kind.ACCEPTED))
                .toList();
    }

    /**
     * Whether a 2xx of the notice was read after a correction was sent and no correction was sent since: the notice may
     * be read last.
     */
    synchronized boolean noticeMayBeReadLast(int person) {
        int read = last(e -> !e.correction && e.person == person && !e.dot && e.answer == AttemptOutcome.Kind.ACCEPTED);
        int first = first(e -> e.correction && e.person == person && e.dot && mayBeTaken(e));
        int last = last(e -> e.correction && e.person == person && e.dot && mayBeTaken(e));
        return read >= 0 && first >= 0 && first < read && last < read;
    }

    /**
     * Whether the relay may have had the notice when the correction was sent, as far as could be known then. A refusal
     * that one process records while another process marks the correction may come after it.
     */
    synchronized boolean hadReasonForCorrection(int person) {
        int correction = first(e -> e.correction && e.person == person && e.dot);
        return IntStream.range(0, events.size())
                .mapToObj(events::get)
                .filter(e -> e.dot && !e.correction && e.person == person)
                .anyMatch(dot -> mayBeTaken(dot) || correction >= 0 && notYetKnown(dot, correction));
    }

    private boolean notYetKnown(WireEvent dot, int correction) {
        int refused = first(e -> !e.dot && e.attempt.equals(dot.attempt));
        return refused > correction || refused >= begun && correction < ended;
    }

    /** One; one more if a reply was lost; and one if the notice was accepted after the correction was sent. */
    synchronized int correctionsAllowed(int person) {
        boolean doubt = mayBeTaken(true, person).stream().anyMatch(dot -> !answered(dot, AttemptOutcome.Kind.ACCEPTED));
        int read = last(e -> !e.correction && e.person == person && !e.dot && e.answer == AttemptOutcome.Kind.ACCEPTED);
        int left = first(e -> e.correction && e.person == person && e.dot);
        return 1 + (doubt ? 1 : 0) + (left >= 0 && left < read ? 1 : 0);
    }

    private int last(Predicate<WireEvent> which) {
        return IntStream.range(0, events.size())
                .filter(i -> which.test(events.get(i)))
                .max()
                .orElse(-1);
    }

    private int first(Predicate<WireEvent> which) {
        return IntStream.range(0, events.size())
                .filter(i -> which.test(events.get(i)))
                .min()
                .orElse(-1);
    }
}
