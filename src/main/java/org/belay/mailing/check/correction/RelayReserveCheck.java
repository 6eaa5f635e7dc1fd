package org.belay.mailing.check.correction;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.delivery.relay.SendingForecast;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** The relay's daily limit has room for the notice and for its correction. */
public final class RelayReserveCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "reserve",
                CheckTopic.CORRECTION,
                FindingSeverity.ERROR,
                "The relay accepts a limited number of recipients a day (here 10,000), and after the notice too few would be left to correct it"
                        + ". If notice and correction share a relay, notices may use half of its daily limit.",
                Map.of("people", "2431"),
                Map.of("people", "6200"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        long people = draft.audience().people();
        return draft.audience().relayDay().filter(day -> people > day.room()).stream()
                .map(day -> CheckFinding.error("reserve", "audience", message(people, day), fix(day)));
    }

    private static String message(long people, SendingForecast.DailyLimit day) {
        return String.format(
                Locale.UK,
                "This goes to %,d people, but the daily limit of the relay%s allows a correction to only %,d (%,d of %,d"
                        + " recipients are left).",
                people,
                day.ownRelay() ? " for corrections" : "",
                day.room(),
                day.left(),
                day.limit());
    }

    private static String fix(SendingForecast.DailyLimit day) {
        return day.ownRelay()
                ? "Send it to fewer people or on another day, or use a relay with a higher limit for corrections."
                : "Send it to fewer people or on another day, or configure a separate relay for corrections (relay-for-corrections in"
                        + " belay.yaml).";
    }
}
