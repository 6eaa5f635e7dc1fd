package org.belay.cli.print;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.belay.cli.http.JsonObject;

/** Prints the status of a mailing: its facts, and the counts of its notice and its correction. */
public final class MailingStatusPrinter {
    private MailingStatusPrinter() {}

    public static void print(PrintWriter out, JsonObject mailing) {
        out.println(mailing.text("id") + "  " + mailing.text("state") + "  " + mailing.text("title"));
        fact(out, "held because", mailing.text("heldBecause"));
        fact(out, "paused because", mailing.text("paused"));
        fact(out, "people", TextTable.number(mailing.number("people")));
        if (mailing.number("willBeLeftOut") > 0) {
            fact(out, "without", TextTable.number(mailing.number("willBeLeftOut")) + " who no longer get notices");
        }
        fact(out, "author", mailing.text("author"));
        mailing.list("approvals")
                .forEach(a -> fact(
                        out,
                        "approved",
                        "by " + a.text("by") + ", " + TextTable.localTime(a.text("at")) + ", for "
                                + TextTable.number(a.number("headCount")) + " people"));
        mailing.object("returned")
                .ifPresent(r -> fact(
                        out,
                        "returned",
                        "by " + r.text("by") + ", " + TextTable.localTime(r.text("at")) + ": " + r.text("reason")));
        fact(out, "starts", TextTable.localTime(mailing.text("startsAt")));
        if (!mailing.text("startMovedFrom").isEmpty()) {
            fact(
                    out,
                    "start moved",
                    "from " + TextTable.localTime(mailing.text("startMovedFrom"))
                            + ": the rules of its time zone changed; the local time is the same");
        }
        fact(out, "started", TextTable.localTime(mailing.text("startedAt")));
        fact(out, "ended", TextTable.localTime(mailing.text("endedAt")));
        counts(out, "notice", mailing.object("notice"));
        if (mailing.number("mayHaveIt") > 0) {
            fact(out, "may have it", TextTable.number(mailing.number("mayHaveIt")) + " people");
        }
        mailing.object("correction").ifPresent(c -> {
            fact(
                    out,
                    switch (c.text("kind")) {
                        case "AMEND" -> "amended";
                        case "REINSTATE" -> "reinstated";
                        default -> "taken back";
                    },
                    "by " + c.text("orderedBy") + ", " + TextTable.localTime(c.text("orderedAt")) + ": "
                            + c.text("reason"));
            counts(out, "correction", c.object("counts"));
            fact(out, "last corrected", TextTable.localTime(c.text("lastAccepted")));
        });
    }

    /** One sentence about a mailing after an approval: whether another one is needed. */
    public static String approvalText(JsonObject mailing) {
        String people = TextTable.number(mailing.number("people")) + " people";
        long missing =
                mailing.number("approvalsNeeded") - mailing.list("approvals").size();
        return missing > 0
                ? "Your approval of " + mailing.text("id") + " is on record. For " + people
                        + " another approver must approve it, too."
                : mailing.text("id") + " is approved for " + people + ".";
    }

    /** The counts that are not zero, in the order of the server: {@code ACCEPTED 812, PENDING 1,188}. */
    public static String countsText(Optional<JsonObject> counts) {
        Map<String, Long> parts = new LinkedHashMap<>();
        counts.ifPresent(c -> c.members().forEach((state, n) -> {
            if (n instanceof Number number && number.longValue() > 0) parts.put(state, number.longValue());
        }));
        StringBuilder words = new StringBuilder();
        parts.forEach((state, n) -> words.append(words.isEmpty() ? "" : ", ")
                .append(state)
                .append(' ')
                .append(TextTable.number(n)));
        return words.toString();
    }

    private static void counts(PrintWriter out, String name, Optional<JsonObject> counts) {
        fact(out, name, countsText(counts));
    }

    private static void fact(PrintWriter out, String name, String value) {
        if (!value.isBlank()) out.println("  " + name + " ".repeat(Math.max(1, 16 - name.length())) + value);
    }
}
