package org.belay.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/** The second half of a scripted line: what the relay does, in this order. */
public final class Then {
    private final Rule rule;

    Then(Rule rule) {
        this.rule = rule;
    }

    /** Answers with these lines, each ended by CRLF, in one piece. More than one reply may stand in it. */
    public Then reply(String... lines) {
        return raw((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with exactly these bytes. */
    public Then raw(byte[] bytes) {
        return then(turn -> turn.answer(bytes));
    }

    /** Takes responsibility: the message is on record before anything else happens. Only at {@code DOT}. */
    public Then keepMessage() {
        return then(Turn::keep);
    }

    /** Answers as scripted, but does not have the message afterwards: a relay that lies. Only at {@code DOT}. */
    public Then loseMessage() {
        return then(Turn::lose);
    }

    /** Ends the connection properly (FIN). */
    public Then dropConnection() {
        return then(Turn::drop);
    }

    /** Tears the connection (RST). */
    public Then resetConnection() {
        return then(Turn::reset);
    }

    /** Says nothing more, but reads, until the other side has gone. */
    public Then fallSilent() {
        return then(Turn::silence);
    }

    /** Neither says nor reads anything more: the other side's writes block, until this relay is closed. */
    public Then stopReading() {
        return then(Turn::deafness);
    }

    /** Says these bytes over and over, one every {@code gap}, until the other side has gone. */
    public Then drip(String endlessly, Duration gap) {
        return then(turn -> turn.drip(endlessly.getBytes(StandardCharsets.UTF_8), gap));
    }

    /** Says these bytes over and over as fast as they are taken, until the other side has gone. */
    public Then flood(String endlessly) {
        return then(turn -> turn.drip(endlessly.getBytes(StandardCharsets.UTF_8), Duration.ZERO));
    }

    /** Reads so many bytes first; at {@code BODY}, to stop within the message. */
    public Then read(int bytes) {
        return then(turn -> turn.read(bytes));
    }

    public Then delay(Duration time) {
        return then(turn -> turn.sleep(time));
    }

    /** Waits for some time between the two, another each time. */
    public Then delay(Duration least, Duration most) {
        return then(turn -> turn.sleep(
                Duration.ofNanos(ThreadLocalRandom.current().nextLong(least.toNanos(), most.toNanos() + 1))));
    }

    /** Waits until the test lets it go on. */
    public Then await(CountDownLatch gate) {
        return then(turn -> turn.await(gate));
    }

    /** Tells the test that the point is reached. */
    public Then announce(CountDownLatch reached) {
        return then(turn -> reached.countDown());
    }

    /** Holds only the first n times; then the next line of the script that fits, or the usual. */
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
