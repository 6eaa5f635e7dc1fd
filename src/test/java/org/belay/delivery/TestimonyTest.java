package org.belay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestimonyTest {

    private static final AttemptId ATTEMPT = new AttemptId(4711);
    private static final Marker MARKER =
            new Marker(new DeliveryId(1), new DispatchId(12), 803, ATTEMPT, 1, Instant.now(), false);

    @TempDir
    private Path folder;

    @Test
    void without_a_dot_it_was_not_sent() throws IOException {
        Testimony testimony = written(new Witness(folder));

        assertThat(testimony.of(ATTEMPT, Witness.boot())).contains(Settled.notSent());
    }

    @Test
    void after_a_power_cut_a_missing_line_means_nothing() throws IOException {
        Testimony testimony = written(new Witness(folder));

        assertThat(testimony.of(ATTEMPT, "another boot")).isEmpty();
    }

    @Test
    void a_dot_without_an_answer_is_in_doubt_since_the_dot() throws IOException {
        var witness = new Witness(folder);
        Instant dot = Instant.parse("2026-11-24T09:00:00Z");
        witness.dot(List.of(MARKER), dot);

        Settled said = written(witness).of(ATTEMPT, "another boot").orElseThrow();

        assertThat(said.outcome()).isEqualTo(Settled.Kind.IN_DOUBT);
        assertThat(said.dotBy()).contains(dot);
    }

    @Test
    void an_answer_is_the_outcome_whatever_the_relay_wrote() throws IOException {
        var answer = new Settled(
                Settled.Kind.REJECTED,
                Optional.of("END"),
                Optional.of("554 no\nR 4711 ACCEPTED é %"),
                true,
                Optional.empty());
        var witness = new Witness(folder);
        witness.dot(List.of(MARKER), Instant.now());
        witness.answer(List.of(new Ledger.Answered(MARKER, answer)));

        assertThat(written(witness).of(ATTEMPT, Witness.boot())).contains(answer);
    }

    @Test
    void an_answer_that_was_cut_short_leaves_the_doubt() throws IOException {
        var witness = new Witness(folder);
        witness.dot(List.of(MARKER), Instant.now());
        Files.writeString(witness.path(), "R 4711 ACCEPT", StandardOpenOption.APPEND);

        assertThat(written(witness).of(ATTEMPT, Witness.boot()).orElseThrow().outcome())
                .isEqualTo(Settled.Kind.IN_DOUBT);
    }

    @Test
    void where_a_line_is_torn_a_missing_line_means_nothing_and_the_others_count() throws IOException {
        var witness = new Witness(folder);
        Files.writeString(
                witness.path(),
                "D 47D 4712 1795513388000 12 804\nD 4711 1795513388000 12 803\n",
                StandardOpenOption.APPEND);

        Testimony testimony = written(witness);

        assertThat(testimony.of(new AttemptId(4712), Witness.boot())).isEmpty();
        assertThat(testimony.of(ATTEMPT, Witness.boot()).orElseThrow().outcome())
                .isEqualTo(Settled.Kind.IN_DOUBT);
    }

    @Test
    void a_file_of_something_else_is_no_witness() throws IOException {
        Path file = folder.resolve("notes.txt");
        Files.write(file, new byte[] {(byte) 0xff, 0, '\n'});

        assertThat(Testimony.of(file)).isEmpty();
    }

    private static Testimony written(Witness witness) throws IOException {
        witness.close();
        Testimony testimony = Testimony.of(witness.path()).orElseThrow();
        testimony.hear(Set.of(ATTEMPT, new AttemptId(4712)), dotted -> {});
        return testimony;
    }
}
