package org.belay.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/** The actions of a fault, in the order in which they are added. */
public final class Then {
    private final Rule rule;

    Then(Rule rule) {
        this.rule = rule;
    }

    /** Sends these lines as one write, each ended by CRLF. They may contain more than one reply. */
    public Then reply(String... lines) {
        return raw((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends exactly these bytes as the reply. */
    public Then raw(byte[] bytes) {
        return then(turn -> turn.answer(bytes));
    }

    /** Accepts the message: it is on record before the next action. Only at {@code DOT}. */
    public Then keepMessage() {
        return then(Turn::keep);
    }

    /** Sends the scripted reply but does not accept the message: a relay that lies. Only at {@code DOT}. */
    public Then loseMessage() {
        return then(Turn::lose);
    }

    /** Closes the connection (FIN). */
    public Then dropConnection() {
        return then(Turn::drop);
    }

    /** Resets the connection (RST). */
    public Then resetConnection() {
        return then(Turn::reset);
    }

    /** Sends nothing more but keeps reading until the client disconnects. */
    public Then fallSilent() {
        return then(Turn::silence);
    }

    /** Neither sends nor reads any more, so writes of the client block, until the relay is closed. */
    public Then stopReading() {
        return then(Turn::deafness);
    }

    /** Sends these bytes repeatedly, one per {@code gap}, until the client disconnects. */
    public Then drip(String repeated, Duration gap) {
        return then(turn -> turn.drip(repeated.getBytes(StandardCharsets.UTF_8), gap));
    }

    /** Sends these bytes repeatedly at full speed until the client disconnects. */
    public Then flood(String repeated) {
        return then(turn -> turn.drip(repeated.getBytes(StandardCharsets.UTF_8), Duration.ZERO));
    }

    /** Reads this number of bytes first; at {@code BODY}, to act within the message. */
    public Then read(int bytes) {
        return then(turn -> turn.read(bytes));
    }

    public Then delay(Duration time) {
        return then(turn -> turn.sleep(time));
    }

    /** Waits for a random time between the two, another each time. */
    public Then delay(Duration least, Duration most) {
        return then(turn -> turn.sleep(
                Duration.ofNanos(ThreadLocalRandom.current().nextLong(least.toNanos(), most.toNanos() + 1))));
    }

    /** Waits until the test opens the latch. */
    public Then await(CountDownLatch latch) {
        return then(turn -> turn.await(latch));
    }

    /** Signals the test that the point is reached. */
    public Then announce(CountDownLatch reached) {
        return then(turn -> reached.countDown());
    }

    /** Limits the fault to its first n matches; then the next matching fault or the default applies. */
    public Then times(int n) {
        rule.only(n);
        return this;
    }

    public Then once() {
        return times(1);
    }

    private Then then(Act act) {
        rule.add(act);
        return this;
    }
}
