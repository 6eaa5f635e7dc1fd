package org.belay.message;

import static org.belay.message.MessageFixtures.letter;
import static org.belay.message.MessageFixtures.placeholder;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to fill one personalised message of 4 KB, from the composed template to the bytes for the relay. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FillBench {
    private static final String PARAGRAPH =
            "Please remove the app from phones that you use for work; the help desk knows how, and is happy to assist.";

    private MessageTemplate form;
    private RecipientValues blanks;

    @Setup
    public void compose() {
        String hello =
                "Dear " + placeholder("givenName", "colleague") + " in " + placeholder("department", "your department");
        form = MessageTemplate.compose(letter(
                "Remove TikTok from phones, " + placeholder("givenName", "please"),
                hello + "\n\n" + (PARAGRAPH + "\n\n").repeat(12),
                "<!doctype html><html lang=\"en\"><head><title>T</title></head><body><p>" + hello + "</p>"
                        + ("<p>" + PARAGRAPH + "</p>\n").repeat(12) + "<p>" + placeholder("department", "")
                        + "</p></body></html>"));
        blanks = MessageFixtures.blanks(
                "Zoë Müller", Map.of("givenName", "Zoë", "department", "Research & Development"));
        int size = form.fill(blanks).length;
        if (size < 3_500 || size > 4_500) {
            throw new IllegalStateException("The message has " + size + " bytes, not about 4 KB.");
        }
    }

    @Benchmark
    public byte[] fill() {
        return form.fill(blanks);
    }
}
