package org.belay.web;

import java.util.List;
import org.belay.mailing.Mailing;
import org.belay.mailing.MailingId;

/**
 * The sending bar: what goes out now and the ways to end it; first on every page.
 *
 * <p>A mailing's own page has a row for that mailing only, and links to the others. Every other page has one row for each mailing,
 * oldest first. A row keeps its place while a page is open, even when its mailing has been sent: a button never moves under the
 * pointer.
 *
 * @param rows with their buttons
 * @param others mailings that go out too, and have no buttons here
 */
public record Helm(List<Row> rows, List<Mailing> others) {

    /**
     * One mailing.
     *
     * @param state of the mailing, or TAKING_BACK
     * @param total 0 when the mailing does not go out any more: then only its title is shown
     * @param toGo how long it takes, in words; empty if unknown
     * @param mayAct whether the person who looks may stop it and take it back
     * @param takingBack whether the page shown is the one that takes it back
     */
    public record Row(
            MailingId id,
            String state,
            String title,
            long left,
            long total,
            String percent,
            String toGo,
            boolean mayAct,
            boolean takingBack) {

        static Row of(Live live, boolean mayAct, boolean takingBack, Say say) {
            Mailing mailing = live.standing().mailing();
            return new Row(
                    mailing.id(),
                    live.state(),
                    mailing.title(),
                    live.left(),
                    live.total(),
                    say.percent(live.left(), live.total()),
                    live.standing().toGo().map(say::roughly).orElse(""),
                    mayAct,
                    takingBack);
        }

        static Row over(Mailing mailing) {
            return new Row(mailing.id(), mailing.state().name(), mailing.title(), 0, 0, "", "", false, false);
        }
    }

    /** Ids of the rows, as the page sends them back when it asks again. */
    public String shown() {
        return String.join(",", rows.stream().map(row -> row.id().toString()).toList());
    }

    public boolean empty() {
        return rows.isEmpty() && others.isEmpty();
    }
}
