package org.belay.cli.print;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.belay.cli.http.JsonObject;

/** Prints a mailing in review: sender and number of people, every text, the values of its placeholders, the digest. */
public final class ReviewPrinter {
    private ReviewPrinter() {}

    public static void print(PrintWriter out, JsonObject review) {
        JsonObject mailing = review.object("mailing").orElseThrow();
        JsonObject from = review.object("from").orElseThrow();
        out.println(
                mailing.text("id") + " goes to " + TextTable.number(review.number("people")) + " people of audience "
                        + mailing.text("audience") + ", from " + from.text("name") + " <" + from.text("address")
                        + ">; replies go to " + review.text("answersTo") + ".");
        String send = mailing.text("send");
        out.println("It will be sent " + (send.isEmpty() ? "when it is scheduled" : send) + ".");
        for (JsonObject text : review.list("texts")) {
            String condition = text.text("condition");
            out.println();
            out.println("-- " + text.text("kind").toLowerCase(java.util.Locale.ROOT) + ", " + text.text("language")
                    + (condition.isEmpty() ? "" : ", " + condition) + ": " + TextTable.number(text.number("people"))
                    + " people");
            out.println("Subject: " + text.text("subject"));
            out.println();
            out.println(text.text("text").stripTrailing());
        }
        for (JsonObject placeholder : review.list("placeholders")) {
            out.println();
            out.println("-- placeholder " + placeholder.text("attribute") + ": "
                    + TextTable.number(placeholder.number("without")) + " people have no value");
            out.println("most frequent: " + values(placeholder, "frequent"));
            out.println("longest: " + values(placeholder, "longest"));
        }
        out.println();
        out.println("Digest: " + review.text("digest"));
        out.println("Approve this content with: belay mailing approve " + mailing.text("id")
                + " --head-count N --digest " + review.text("digest"));
    }

    private static String values(JsonObject placeholder, String which) {
        return placeholder.list(which).stream()
                .map(value -> value.text("value") + " (" + TextTable.number(value.number("people")) + ")")
                .collect(Collectors.joining(", "));
    }
}
