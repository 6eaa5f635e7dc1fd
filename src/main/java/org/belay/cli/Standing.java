package org.belay.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Prints the status of a mailing: its facts, and the counts of its notice and its correction. */
final class Standing {
    private Standing() {}

    static void print(PrintWriter out, Answer mailing) {
        out.println(mailing.text("id") + "  " + mailing.text("state") + "  " + mailing.text("title"));
        fact(out, "held because", mailing.text("heldBecause"));
        fact(out, "paused because", mailing.text("paused"));
        fact(out, "people", Table.number(mailing.number("people")));
        if (mailing.number("willBeLeftOut") > 0) {
            fact(out, "without", Table.number(mailing.number("willBeLeftOut")) + " who no longer get notices");
        }
        fact(out, "author", mailing.text("author"));
        mailing.object("approval")
                .ifPresent(a -> fact(
                        out,
                        "approved",
                        "by " + a.text("by") + ", " + Table.moment(a.text("at")) + ", for "
                                + Table.number(a.number("headCount")) + " people"));
        mailing.object("returned")
                .ifPresent(r -> fact(
                        out,
                        "returned",
                        "by " + r.text("by") + ", " + Table.moment(r.text("at")) + ": " + r.text("reason")));
        fact(out, "starts", Table.moment(mailing.text("startsAt")));
        if (!mailing.text("startMovedFrom").isEmpty()) {
            fact(
                    out,
                    "start moved",
                    "from " + Table.moment(mailing.text("startMovedFrom"))
                            + ": the rules of its time zone changed; the local time is the same");
        }
        fact(out, "started", Table.moment(mailing.text("startedAt")));
        fact(out, "ended", Table.moment(mailing.text("endedAt")));
        counts(out, "notice", mailing.object("notice"));
        if (mailing.number("mayHaveIt") > 0) {
            fact(out, "may have it", Table.number(mailing.number("mayHaveIt")) + " people");
        }
        mailing.object("correction").ifPresent(c -> {
            fact(
                    out,
                    "taken back",
                    "by " + c.text("orderedBy") + ", " + Table.moment(c.text("orderedAt")) + ": " + c.text("reason"));
            counts(out, "correction", c.object("counts"));
            fact(out, "last corrected", Table.moment(c.text("lastAccepted")));
        });
    }

    /** The counts that are not zero, in the order of the server: {@code ACCEPTED 812, PENDING 1,188}. */
    static String words(Optional<Answer> counts) {
        Map<String, Long> parts = new LinkedHashMap<>();
        counts.ifPresent(c -> c.members().forEach((state, n) -> {
            if (n instanceof Number number && number.longValue() > 0) parts.put(state, number.longValue());
        }));
        StringBuilder words = new StringBuilder();
        parts.forEach((state, n) -> words.append(words.isEmpty() ? "" : ", ")
                .append(state)
                .append(' ')
                .append(Table.number(n)));
        return words.toString();
    }

    private static void counts(PrintWriter out, String name, Optional<Answer> counts) {
        fact(out, name, words(counts));
    }

    private static void fact(PrintWriter out, String name, String value) {
        if (!value.isBlank()) out.println("  " + name + " ".repeat(Math.max(1, 16 - name.length())) + value);
    }
}
