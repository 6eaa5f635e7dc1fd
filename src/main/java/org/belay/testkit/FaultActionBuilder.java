package org.belay.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/** The actions of a fault, in the order in which they are added. */
public final class FaultActionBuilder {
    private final FaultRule rule;

    FaultActionBuilder(FaultRule rule) {
        this.rule = rule;
    }

    /** Sends these lines as one write, each ended by CRLF. They may contain more than one reply. */
    public FaultActionBuilder reply(String... lines) {
        return raw((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends exactly these bytes as the reply. */
    public FaultActionBuilder raw(byte[] bytes) {
        return then(turn -> turn.answer(bytes));
    }

    /** Accepts the message: it is on record before the next action. Only at {@code DOT}. */
    public FaultActionBuilder keepMessage() {
        return then(ActionContext::keep);
    }

    /** Sends the scripted reply but does not accept the message: a relay that lies. Only at {@code DOT}. */
    public FaultActionBuilder loseMessage() {
        return then(ActionContext::lose);
    }

    /** Closes the connection (FIN). */
    public FaultActionBuilder dropConnection() {
        return then(ActionContext::drop);
    }

    /** Resets the connection (RST). */
    public FaultActionBuilder resetConnection() {
        return then(ActionContext::reset);
    }

    /** Sends nothing more but keeps reading until the client disconnects. */
    public FaultActionBuilder fallSilent() {
        return then(ActionContext::fallSilent);
    }

    /** Neither sends nor reads any more, so writes of the client block, until the relay is closed. */
    public FaultActionBuilder stopReading() {
        return then(ActionContext::stopReading);
    }

    /** Sends these bytes repeatedly, one per {@code gap}, until the client disconnects. */
    public FaultActionBuilder drip(String repeated, Duration gap) {
        return then(turn -> turn.drip(repeated.getBytes(StandardCharsets.UTF_8), gap));
    }

    /** Sends these bytes repeatedly at full speed until the client disconnects. */
    public FaultActionBuilder flood(String repeated) {
        return then(turn -> turn.drip(repeated.getBytes(StandardCharsets.UTF_8), Duration.ZERO));
    }

    /** Reads this number of bytes first; at {@code BODY}, to act within the message. */
    public FaultActionBuilder read(int bytes) {
        return then(turn -> turn.read(bytes));
    }

    public FaultActionBuilder delay(Duration time) {
        return then(turn -> turn.sleep(time));
    }

    /** Waits for a random time between the two, another each time. */
    public FaultActionBuilder delay(Duration least, Duration most) {
        return then(turn -> turn.sleep(
                Duration.ofNanos(ThreadLocalRandom.current().nextLong(least.toNanos(), most.toNanos() + 1))));
    }

    /** Waits until the test opens the latch. */
    public FaultActionBuilder await(CountDownLatch latch) {
        return then(turn -> turn.await(latch));
    }

    /** Signals the test that the point is reached. */
    public FaultActionBuilder announce(CountDownLatch reached) {
        return then(turn -> reached.countDown());
    }

    /** Limits the fault to its first n matches; then the next matching fault or the default applies. */
    public FaultActionBuilder times(int n) {
        rule.limitTo(n);
        return this;
    }

    public FaultActionBuilder once() {
        return times(1);
    }

    private FaultActionBuilder then(FaultAction act) {
        rule.add(act);
        return this;
    }
}
