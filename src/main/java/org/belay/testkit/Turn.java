package org.belay.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One point of one dialogue, where the relay acts: what a script's acts can do there. */
final class Turn {

    /** What happens to a message at its dot. */
    interface Keeper {
        void keep() throws IOException;
    }

    /** What becomes of an answer before it is said. */
    interface Temper {
        byte[] of(byte[] answer) throws IOException;
    }

    private final Line line;
    private final Keeper keeper;
    private final Temper temper;
    private boolean kept;
    private char answered;

    Turn(Line line, Keeper keeper, Temper temper) {
        this.line = line;
        this.keeper = keeper;
        this.temper = temper;
    }

    /** Where nothing is to be kept and the answer stays as it is. */
    Turn(Line line) {
        this(line, () -> {}, answer -> answer);
    }

    /** The first digit of the last answer; 0 while there was none. */
    char answered() {
        return answered;
    }

    void answer(byte[] bytes) throws IOException {
        answered = bytes.length == 0 ? '?' : (char) bytes[0];
        if (answered == '2') {
            keep(); // on record before the 250 leaves
        }
        line.write(temper.of(bytes));
    }

    void keep() throws IOException {
        if (!kept) {
            kept = true;
            keeper.keep();
        }
    }

    void lose() {
        kept = true;
    }

    void drop() throws IOException {
        line.flush();
        line.close();
        throw new EOFException("dropped by the script");
    }

    void reset() throws IOException {
        line.flush();
        line.tear();
        throw new EOFException("torn by the script");
    }

    /** A 421 ends the connection (RFC 5321 3.8). */
    void hangUpAfter(String reply) throws IOException {
        if (reply.startsWith("421")) drop();
    }

    void silence() throws IOException {
        line.skip(Long.MAX_VALUE);
    }

    void deafness() throws IOException {
        line.awaitClose();
        drop();
    }

    void drip(byte[] bytes, Duration gap) throws IOException {
        while (true) {
            if (gap.isZero()) {
                line.write(bytes);
                continue;
            }
            for (byte b : bytes) {
                line.write(new byte[] {b});
                line.flush();
                sleep(gap);
            }
        }
    }

    void read(int bytes) throws IOException {
        line.skip(bytes);
    }

    void sleep(Duration time) throws IOException {
        await(new CountDownLatch(1), time);
    }

    void await(CountDownLatch gate) throws IOException {
        await(gate, Duration.ofMinutes(5)); // a test that forgot its gate ends anyway
    }

    private void await(CountDownLatch gate, Duration limit) throws IOException {
        line.flush();
        try {
            gate.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }
}
