package org.belay.lab.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.print.TextTable;
import org.belay.lab.process.ServerProcess;
import org.belay.lab.sandbox.mail.SandboxMail.MailKind;

/**
 * Kills the server at a random moment while the mail server replies slowly, restarts it, and reads how many attempts
 * without outcome it found. A kill that hit none proves nothing and is repeated.
 */
final class KillRounds {
    private static final int MAX_TRIES = 5;
    private static final long TIMEOUT_MILLIS = 120_000;

    /** Milliseconds between the arrival of a mail and the reply while a kill is due: longer than a kill takes. */
    private static final int REPLY_DELAY_MILLIS = 200;

    private final ServerProcess server;
    private final MailCollector mailbag;
    private final boolean database;
    private final StoryOutput telling;
    private final List<ServerKill> kills = new ArrayList<>();

    /**
     * @param mailsThere number of mails at the time of the kill
     * @param between deliveries whose attempt was recorded without an outcome
     */
    record ServerKill(MailKind during, long mailsArrived, long inFlight) {}

    /** @param database whether PostgreSQL is killed at the same time */
    KillRounds(ServerProcess server, MailCollector mailbag, boolean database, StoryOutput telling) {
        this.server = server;
        this.mailbag = mailbag;
        this.database = database;
        this.telling = telling;
    }

    List<ServerKill> all() {
        return List.copyOf(kills);
    }

    /**
     * Kills while mails of this kind arrive, starting when {@code from} have arrived, until a kill has hit or all have arrived.
     *
     * @param every number of further mails before the next kill
     * @param expected number of mails in all
     */
    void during(MailKind kind, int from, int every, int expected) throws InterruptedException {
        int at = from;
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            await(kind, at);
            mailbag.delayReplies(REPLY_DELAY_MILLIS);
            await(kind, at + 1);
            // a random step of a delivery
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(REPLY_DELAY_MILLIS / 2));
            server.kill(database);
            mailbag.delayReplies(0);
            int there = mailbag.count(kind);
            server.start();
            long between = server.as(StoryRun.AUTHOR).get("/status").number("foundInFlight");
            kills.add(new ServerKill(kind, there, between));
            telling.line("kill -9 of the server" + (database ? " and its PostgreSQL" : "") + " after "
                    + TextTable.number(there) + " " + kind.name().toLowerCase(Locale.ROOT)
                    + "s; restarted. Attempts without outcome: " + between
                    + (between > 0 ? "" : ", which proves nothing; repeated"));
            if (between > 0) return;
            if (there >= expected - 1) {
                telling.line("All have arrived before a kill hit an attempt without outcome");
                return;
            }
            at = Math.min(there + every, expected - 1);
        }
        throw new CommandFailure("Of " + MAX_TRIES + " kills none hit a delivery between attempt and outcome.");
    }

    private void await(MailKind kind, int wanted) throws InterruptedException {
        if (!mailbag.await(kind, wanted, TIMEOUT_MILLIS)) {
            throw new CommandFailure(
                    "No further " + kind.name().toLowerCase(Locale.ROOT) + " arrives.\n" + server.endOfLog());
        }
    }
}
