package org.belay.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.belay.cli.Failure;
import org.belay.cli.Table;
import org.belay.sandbox.Mail.Kind;
import org.belay.sandbox.ServerProcess;

/**
 * Kills the server at a moment nobody chose while the mail server is slow to answer, starts it again, and asks how many
 * deliveries it found between marker and outcome. A kill that hit none proves nothing and is repeated.
 */
final class Kills {
    private static final int MOST = 5;
    private static final long PATIENCE = 120_000;

    /** Milliseconds a mail is in its mailbox and not yet answered for while a kill is near: longer than a kill needs to hit. */
    private static final int THINKING = 200;

    private final ServerProcess server;
    private final Mailbag mailbag;
    private final boolean database;
    private final Telling telling;
    private final List<Kill> kills = new ArrayList<>();

    /** @param between deliveries that stood between marker and outcome */
    record Kill(Kind during, long mailsThere, long between) {}

    /** @param database whether PostgreSQL is killed at the same moment */
    Kills(ServerProcess server, Mailbag mailbag, boolean database, Telling telling) {
        this.server = server;
        this.mailbag = mailbag;
        this.database = database;
        this.telling = telling;
    }

    List<Kill> all() {
        return List.copyOf(kills);
    }

    /**
     * Kills while mails of this kind arrive, beginning when {@code from} have, until a kill has hit.
     *
     * @param every how many more mails there must be before it kills again
     */
    void during(Kind kind, int from, int every) throws InterruptedException {
        int at = from;
        for (int tries = 1; tries <= MOST; tries++) {
            await(kind, at);
            mailbag.think(THINKING);
            await(kind, at + 1);
            // between any two steps of a delivery, and not always at the same one
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(THINKING / 2));
            server.kill(database);
            mailbag.think(0);
            int there = mailbag.count(kind);
            server.start();
            long between = server.as(Story.AUTHOR).get("/status").number("foundInFlight");
            kills.add(new Kill(kind, there, between));
            telling.line("kill -9 of the server" + (database ? " and its PostgreSQL" : "") + " after "
                    + Table.number(there) + " " + kind.name().toLowerCase(Locale.ROOT)
                    + "s, and started again. Deliveries between marker and outcome: " + between
                    + (between > 0 ? "" : ", which proves nothing; once more"));
            if (between > 0) return;
            at = there + every;
        }
        throw new Failure("Of " + MOST + " kills none hit a delivery between marker and outcome.");
    }

    private void await(Kind kind, int wanted) throws InterruptedException {
        if (!mailbag.await(kind, wanted, PATIENCE)) {
            throw new Failure("No further " + kind.name().toLowerCase(Locale.ROOT)
                    + " arrives, so there is nothing to kill in.\n" + server.endOfLog());
        }
    }
}
