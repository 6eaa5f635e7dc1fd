package org.belay.testsupport.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** Catches the first connection that reaches a matching statement and holds it until the test decides. */
public final class StatementTrap {

    /** When the trap catches. */
    public enum TrapPoint {
        /** Before the statement reaches the server. */
        BEFORE,
        /** After its transaction has committed; the response is held back. */
        COMMITTED
    }

    private static final long PATIENCE_SECONDS = 120;

    private final TrapPoint moment;
    private final Pattern statement;
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CompletableFuture<Boolean> goesOn = new CompletableFuture<>();

    StatementTrap(TrapPoint moment, Pattern statement) {
        this.moment = moment;
        this.statement = statement;
    }

    /** Waits until a connection is caught. */
    public StatementTrap awaitCatch() {
        try {
            assertThat(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("a connection reaches " + moment + " " + statement)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return this;
    }

    public boolean hasCaught() {
        return reached.getCount() == 0;
    }

    /** Lets the caught connection, or the next one, continue. */
    public StatementTrap release() {
        goesOn.complete(true);
        return this;
    }

    /** Closes the caught connection, or the next one. */
    public StatementTrap cut() {
        goesOn.complete(false);
        return this;
    }

    @Override
    public String toString() {
        return moment + " " + statement;
    }

    boolean fits(TrapPoint here, String text) {
        return moment == here && statement.matcher(text).find() && armed.getAndSet(false);
    }

    /** Waits until the test decides; false: the connection is to be closed. */
    boolean letsGo() {
        reached.countDown();
        return goesOn.join();
    }
}
