package org.belay.delivery.relay;

import java.util.List;
import java.util.Optional;
import org.belay.smtp.Outcome;
import org.belay.smtp.Reply;
import org.belay.smtp.Stage;

/** Outcomes made from the line that the relay sent. */
final class Said {
    static final Outcome ACCEPTED = new Outcome.Accepted(reply("250 2.0.0 queued"));

    private Said() {}

    static Reply reply(String line) {
        return new Reply(Integer.parseInt(line.substring(0, 3)), List.of(line));
    }

    static Outcome rejected(Stage stage, String line) {
        return new Outcome.Rejected(stage, Optional.of(reply(line)), line);
    }

    static Outcome deferred(Stage stage, String line) {
        return new Outcome.Deferred(stage, Optional.of(reply(line)), line);
    }

    static Outcome broken(Stage stage) {
        return new Outcome.Deferred(stage, Optional.empty(), "broke at " + stage);
    }
}
