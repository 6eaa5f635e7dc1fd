package org.belay.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.belay.testkit.internal.ClientSocket;

/** The operations that actions can use at one point of one dialogue. */
final class ActionContext {

    /** Accepts a message at the final dot. */
    interface MessageKeeper {
        void keep() throws IOException;
    }

    /** Changes a reply before it is sent. */
    interface ReplyFilter {
        byte[] apply(byte[] answer) throws IOException;
    }

    private final ClientSocket line;
    private final MessageKeeper keeper;
    private final ReplyFilter temper;
    private boolean kept;
    private char answered;

    ActionContext(ClientSocket line, MessageKeeper keeper, ReplyFilter temper) {
        this.line = line;
        this.keeper = keeper;
        this.temper = temper;
    }

    /** Without a message to accept, and with unchanged replies. */
    ActionContext(ClientSocket line) {
        this(line, () -> {}, answer -> answer);
    }

    /** The first digit of the last reply; 0 if there was none. */
    char answered() {
        return answered;
    }

    void answer(byte[] bytes) throws IOException {
        answered = bytes.length == 0 ? '?' : (char) bytes[0];
        if (answered == '2') {
            keep(); // on record before the 250 is sent
        }
        line.write(temper.apply(bytes));
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
        throw new EOFException("closed by the script");
    }

    void reset() throws IOException {
        line.flush();
        line.reset();
        throw new EOFException("reset by the script");
    }

    /** Closes the connection after a 421 reply (RFC 5321 3.8). */
    void closeAfter421(String reply) throws IOException {
        if (reply.startsWith("421")) drop();
    }

    void fallSilent() throws IOException {
        line.skip(Long.MAX_VALUE);
    }

    void stopReading() throws IOException {
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

    void await(CountDownLatch latch) throws IOException {
        await(latch, Duration.ofMinutes(5)); // ends a test that never opens its latch
    }

    private void await(CountDownLatch latch, Duration limit) throws IOException {
        line.flush();
        try {
            latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }
}
