package org.belay.smtp.wire;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to check a message of 12 KB and to double its dots. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DotStuffingBench {
    private static final String LINE =
            "The app must be gone from phones that you use for work; the help desk knows how=\r\n";

    private final byte[] message = LINE.repeat(12_288 / LINE.length()).getBytes(StandardCharsets.US_ASCII);

    @Benchmark
    public boolean check() {
        return DotStuffing.problem(message, false).isPresent();
    }

    @Benchmark
    public byte[] stuff() {
        return DotStuffing.stuff(message);
    }
}
