package org.belay.smtp.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Time from the bytes of one reply to its meaning. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplyReaderBench {
    private static final int REPLIES = 100;

    @Param({
        "250 2.1.5 Recipient <ann@example.org> ok",
        "250-mx.example.org at your service|250-SIZE 37748736|250-8BITMIME|250-PIPELINING|250 SMTPUTF8",
        "550 5.1.1 <jörg@example.org>: Recipient address rejected"
    })
    public String reply;

    private byte[] stream;

    @Setup
    public void write() {
        stream = (reply.replace("|", "\r\n") + "\r\n").repeat(REPLIES).getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    @OperationsPerInvocation(REPLIES)
    public void read(Blackhole hole) throws IOException {
        var reader = new ReplyReader(new ByteArrayInputStream(stream));
        for (int i = 0; i < REPLIES; i++) {
            SmtpReply next = reader.next();
            hole.consume(next.enhanced());
            hole.consume(next.tooManyRecipients());
        }
    }
}
