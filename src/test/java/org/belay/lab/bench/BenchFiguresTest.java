package org.belay.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.belay.lab.bench.report.BenchFigure;
import org.belay.lab.bench.sink.SinkCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchFiguresTest {

    @Test
    void rounds_are_summarised_by_their_median() {
        BenchFigure figure =
                BenchFigure.of("rate", 30, "people/s").withRound(10).withRound(20);

        assertThat(figure.median()).isEqualTo(20);
        assertThat(figure.quantile(0)).isEqualTo(10);
        assertThat(figure.quantile(1)).isEqualTo(30);
    }

    @Test
    void three_significant_digits_are_shown() {
        assertThat(BenchFigure.shown(12345.6)).isEqualTo("12,346");
        assertThat(BenchFigure.shown(42.34)).isEqualTo("42.3");
        assertThat(BenchFigure.shown(4.234)).isEqualTo("4.23");
        assertThat(BenchFigure.shown(0.0423)).isEqualTo("0.042");
        assertThat(BenchFigure.shown(0)).isEqualTo("0.00");
    }

    @Test
    void a_count_is_read_back_as_written() {
        var count = new SinkCount(
                3,
                7,
                12_000,
                2,
                Duration.ofNanos(123_456_789),
                Instant.ofEpochSecond(5, 1000),
                Instant.ofEpochSecond(7));

        assertThat(SinkCount.read(count.line())).isEqualTo(count);
        assertThat(count.recipientsPerSecond()).isBetween(2.3, 2.4);
    }

    @Test
    void the_heap_usage_after_each_collection_is_read_for_every_collector(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("gc.log"), """
                [0.014s] Using G1
                [1.250s] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->7M(256M) 4.032ms
                [2.500s] GC(1) Pause Young (Allocation Failure) 68M->20M(247M) 11.2ms
                [2.600s] GC(2) Concurrent Mark Cycle 9.1ms
                [3.000s] GC(3) Pause Full (Ergonomics) 90M->33M(256M) 50.0ms
                """);

        HeapUsage curve = HeapUsage.read(log);

        assertThat(curve.points()).extracting(HeapUsage.HeapSample::mebibytes).containsExactly(7, 20, 33);
        assertThat(curve.between(2, 2.9).highest()).isEqualTo(20);
        assertThat(curve.lastSeconds()).isEqualTo(3);
    }
}
