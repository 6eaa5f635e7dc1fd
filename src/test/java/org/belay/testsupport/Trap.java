package org.belay.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** Catches one connection at one statement, the first that fits, and keeps it until the test says what becomes of it. */
public final class Trap {

    /** Where at the statement. */
    public enum Moment {
        /** The server has not heard of it. */
        BEFORE,
        /** Its transaction has committed; the answer is withheld. */
        COMMITTED
    }

    private static final long PATIENCE_SECONDS = 120;

    private final Moment moment;
    private final Pattern statement;
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CompletableFuture<Boolean> goesOn = new CompletableFuture<>();

    Trap(Moment moment, Pattern statement) {
        this.moment = moment;
        this.statement = statement;
    }

    /** Waits until a connection stands in it. */
    public Trap awaitCatch() {
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

    /** Lets what it has caught, or will catch, go on. */
    public Trap release() {
        goesOn.complete(true);
        return this;
    }

    /** Tears the connection that it has caught, or will catch. */
    public Trap cut() {
        goesOn.complete(false);
        return this;
    }

    @Override
    public String toString() {
        return moment + " " + statement;
    }

    boolean fits(Moment here, String text) {
        return moment == here && statement.matcher(text).find() && armed.getAndSet(false);
    }

    /** Stands here until the test has decided. False: the connection is to be torn. */
    boolean letsGo() {
        reached.countDown();
        return goesOn.join();
    }
}
