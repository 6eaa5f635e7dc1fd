package org.belay.cli.command.mailing;

import java.io.PrintWriter;
import org.belay.cli.http.JsonObject;

/** Prints a correction that waits for a second person. */
final class ProposalPrinter {

    private ProposalPrinter() {}

    static void print(PrintWriter out, JsonObject waiting) {
        String mailing = waiting.text("mailing");
        for (JsonObject text : waiting.list("texts")) {
            String condition = text.text("condition");
            out.println("-- " + text.text("language") + (condition.isEmpty() ? "" : ", " + condition));
            out.println("Subject: " + text.text("subject"));
            out.println();
            out.println(text.text("text"));
            out.println();
        }
        out.println(waiting.text("kind") + " of " + mailing + ", written by " + waiting.text("writtenBy")
                + ". Nothing is sent yet.");
        out.println("Another person sends it with: belay correction approve " + mailing + " --digest "
                + waiting.text("digest"));
    }
}
