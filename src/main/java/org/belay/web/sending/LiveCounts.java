package org.belay.web.sending;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.belay.delivery.DeliveryCounts;
import org.belay.delivery.DeliveryState;
import org.belay.mailing.model.MailingState;
import org.belay.mailing.model.MailingStatus;

/**
 * The live counts of a mailing, and its stacked bar.
 *
 * @param left number of people who may have the notice
 * @param cells counts of the notice by state
 * @param correctionCells counts of the correction; empty while none is ordered
 * @param moving whether the counts still change, so that the page refreshes often
 */
public record LiveCounts(
        MailingStatus status,
        boolean taken,
        long left,
        long total,
        StackedBar bar,
        List<Cell> cells,
        StackedBar correctionBar,
        List<Cell> correctionCells,
        boolean moving) {

    private static final List<DeliveryState> ORDER = List.of(
            DeliveryState.ACCEPTED,
            DeliveryState.DELIVERED,
            DeliveryState.IN_FLIGHT,
            DeliveryState.IN_DOUBT,
            DeliveryState.REJECTED,
            DeliveryState.EXPIRED,
            DeliveryState.BOUNCED,
            DeliveryState.DEFERRED,
            DeliveryState.HALTED,
            DeliveryState.PENDING,
            DeliveryState.SKIPPED);
    private static final Set<DeliveryState> ALWAYS = EnumSet.of(
            DeliveryState.ACCEPTED,
            DeliveryState.IN_FLIGHT,
            DeliveryState.IN_DOUBT,
            DeliveryState.REJECTED,
            DeliveryState.DEFERRED);

    /** A count, and the address of the list of its people. */
    public record Cell(DeliveryState state, long count, String href) {}

    public static LiveCounts of(MailingStatus status) {
        return of(status, status.correction().isPresent());
    }

    /** @param taken whether its correction was ordered before the status was read */
    public static LiveCounts of(MailingStatus status, boolean taken) {
        DeliveryCounts notice = status.notice();
        String people = "/mailings/" + status.mailing().id() + "/people?kind=";
        List<Cell> cells = cells(notice, people + "notice&state=");
        List<Cell> correction = status.correction()
                .map(c -> cells(c, people + "correction&state="))
                .orElse(List.of());
        boolean sending = status.mailing().state() == MailingState.SENDING;
        boolean correcting = taken && status.mailing().state() != MailingState.CORRECTED;
        return new LiveCounts(
                status,
                taken,
                status.mayHaveIt(),
                notice.total(),
                bar(cells, false),
                cells,
                bar(correction, true),
                correction,
                sending || correcting || notice.of(DeliveryState.IN_FLIGHT) > 0);
    }

    /** TAKING_BACK while a correction is being sent, else the mailing's state. */
    public String state() {
        boolean correcting = taken && status.mailing().state() != MailingState.CORRECTED;
        return correcting ? "TAKING_BACK" : status.mailing().state().name();
    }

    /** Whether the mailing is being sent, stopped or being taken back. */
    public boolean goingOut() {
        return Set.of("SENDING", "STOPPED", "TAKING_BACK").contains(state());
    }

    /** Number of people whose correction is in this state. */
    public long corrected(String state) {
        return status.correction().map(c -> c.of(DeliveryState.valueOf(state))).orElse(0L);
    }

    public long noticed(String state) {
        return status.notice().of(DeliveryState.valueOf(state));
    }

    private static List<Cell> cells(DeliveryCounts counts, String href) {
        boolean halted = counts.of(DeliveryState.HALTED) > 0;
        var cells = new ArrayList<Cell>();
        for (DeliveryState state : ORDER) {
            long n = counts.of(state);
            boolean rest = state == (halted ? DeliveryState.HALTED : DeliveryState.PENDING);
            if (n > 0 || ALWAYS.contains(state) || rest) {
                cells.add(new Cell(state, n, href + state.name().toLowerCase(Locale.ROOT)));
            }
        }
        return List.copyOf(cells);
    }

    private static StackedBar bar(List<Cell> cells, boolean correction) {
        return StackedBar.of(cells.stream()
                .map(c -> new StackedBar.BarShare(slug(c.state(), correction), c.count(), c.href()))
                .toList());
    }

    /** Name of the state's colour in the stylesheet. */
    private static String slug(DeliveryState state, boolean correction) {
        return switch (state) {
            case ACCEPTED, DELIVERED -> correction ? "corrected" : "accepted";
            case IN_FLIGHT -> "flight";
            case IN_DOUBT -> "doubt";
            case REJECTED, EXPIRED -> "rejected";
            case BOUNCED -> "bounced";
            case DEFERRED -> "deferred";
            case PENDING -> "pending";
            case HALTED, SKIPPED -> "halted";
        };
    }
}
