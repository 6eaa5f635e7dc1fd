package org.belay.web.sending;

import java.util.List;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.web.format.Formats;

/**
 * The sending bar at the top of every page: the mailings that are being sent, with their buttons.
 *
 * <p>A mailing's own page has a row for that mailing only, and links to the others. Every other page has one row per mailing, oldest
 * first. A row keeps its position while the page is open, even after its mailing was sent, so that no button moves under the pointer.
 *
 * @param rows with their buttons
 * @param others other mailings that are being sent; links without buttons
 */
public record SendingBar(List<Row> rows, List<Mailing> others) {

    /**
     * One mailing.
     *
     * @param state of the mailing, or TAKING_BACK
     * @param total 0 once the mailing is no longer being sent; then the row shows only its title
     * @param toGo remaining time as text; empty if unknown
     * @param mayStop whether the user may stop it
     * @param mayTakeBack whether the user may resume it and take it back
     * @param takingBack whether the current page is the one that takes it back
     */
    public record Row(
            MailingId id,
            String state,
            String title,
            long left,
            long total,
            String percent,
            String toGo,
            boolean mayStop,
            boolean mayTakeBack,
            boolean takingBack) {

        static Row of(LiveCounts live, boolean mayStop, boolean mayTakeBack, boolean takingBack, Formats say) {
            Mailing mailing = live.status().mailing();
            return new Row(
                    mailing.id(),
                    live.state(),
                    mailing.title(),
                    live.left(),
                    live.total(),
                    say.percent(live.left(), live.total()),
                    live.status().toGo().map(say::roughly).orElse(""),
                    mayStop,
                    mayTakeBack,
                    takingBack);
        }

        static Row ended(Mailing mailing) {
            return new Row(mailing.id(), mailing.state().name(), mailing.title(), 0, 0, "", "", false, false, false);
        }
    }

    /** Ids of the rows, which the page sends with its next request. */
    public String shown() {
        return String.join(",", rows.stream().map(row -> row.id().toString()).toList());
    }

    public boolean empty() {
        return rows.isEmpty() && others.isEmpty();
    }
}
