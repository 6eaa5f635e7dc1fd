package org.belay.mailing;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.delivery.relay.Forecast;

/** Who sends must be able to take back: the relay's day has room for the notice and for its correction. */
final class CheckReserve implements Check {

    @Override
    public About about() {
        return new About(
                "reserve",
                Topic.CORRECTION,
                Severity.ERROR,
                "The relay takes so many recipients a day (here 10,000), and after the notice too few would be left to take it"
                        + " back. Where notice and correction share a relay, notices may use half of its day.",
                Map.of("people", "2431"),
                Map.of("people", "6200"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        long people = draft.readers().people();
        return draft.readers().day().filter(day -> people > day.room()).stream()
                .map(day -> Finding.error("reserve", "audience", message(people, day), fix(day)));
    }

    private static String message(long people, Forecast.Day day) {
        return String.format(
                Locale.UK,
                "This goes to %,d people, and what the relay%s takes on that day could take it back from %,d only (%,d of %,d"
                        + " recipients are left).",
                people,
                day.ownRelay() ? " for corrections" : "",
                day.room(),
                day.left(),
                day.limit());
    }

    private static String fix(Forecast.Day day) {
        return day.ownRelay()
                ? "Send it to fewer, or on another day, or give corrections a relay with a higher limit."
                : "Send it to fewer, or on another day, or give corrections a relay of their own (relay-for-corrections in"
                        + " belay.yaml).";
    }
}
