package org.belay.delivery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {

    private static final AttemptId ATTEMPT = new AttemptId(4711);
    private static final AttemptMarker MARKER =
            new AttemptMarker(new DeliveryId(1), new DispatchId(12), 803, ATTEMPT, 1, Instant.now(), false);

    @TempDir
    private Path folder;

    @Test
    void without_an_end_of_data_it_was_not_sent() throws IOException {
        ReadJournal heard = written(new DeliveryJournal(folder));

        assertThat(heard.of(ATTEMPT)).isEmpty();
        assertThat(heard.reader().isComplete(DeliveryJournal.bootId())).isTrue();
    }

    @Test
    void after_a_power_cut_a_missing_line_proves_nothing() throws IOException {
        assertThat(written(new DeliveryJournal(folder)).reader().isComplete("another boot"))
                .isFalse();
    }

    @Test
    void an_end_of_data_without_a_reply_is_in_doubt_since_that_time() throws IOException {
        var journal = new DeliveryJournal(folder);
        Instant dot = Instant.parse("2026-11-24T09:00:00Z");
        journal.recordEndOfData(List.of(MARKER), dot);

        AttemptOutcome said = written(journal).of(ATTEMPT).orElseThrow();

        assertThat(said.kind()).isEqualTo(AttemptOutcome.Kind.IN_DOUBT);
        assertThat(said.endOfDataBy()).contains(dot);
    }

    @Test
    void a_reply_is_the_outcome_whatever_its_text() throws IOException {
        var answer = new AttemptOutcome(
                AttemptOutcome.Kind.REJECTED,
                Optional.of("END"),
                Optional.of("554 no\nR 4711 ACCEPTED é %"),
                true,
                Optional.empty());
        var journal = new DeliveryJournal(folder);
        journal.recordEndOfData(List.of(MARKER), Instant.now());
        journal.recordAnswers(List.of(new AnsweredAttempt(MARKER, answer)));

        assertThat(written(journal).of(ATTEMPT)).contains(answer);
    }

    @Test
    void a_torn_reply_leaves_the_doubt() throws IOException {
        var journal = new DeliveryJournal(folder);
        journal.recordEndOfData(List.of(MARKER), Instant.now());
        Files.writeString(journal.currentSegment(), "R 4711 ACCEPT", StandardOpenOption.APPEND);

        assertThat(written(journal).of(ATTEMPT).orElseThrow().kind()).isEqualTo(AttemptOutcome.Kind.IN_DOUBT);
    }

    @Test
    void after_a_torn_line_a_missing_line_proves_nothing_and_the_others_count() throws IOException {
        var journal = new DeliveryJournal(folder);
        Files.writeString(
                journal.currentSegment(),
                "D 47D 4712 1795513388000 12 804\nD 4711 1795513388000 12 803\n",
                StandardOpenOption.APPEND);

        ReadJournal heard = written(journal);

        assertThat(heard.of(new AttemptId(4712))).isEmpty();
        assertThat(heard.reader().isComplete(DeliveryJournal.bootId())).isFalse();
        assertThat(heard.of(ATTEMPT).orElseThrow().kind()).isEqualTo(AttemptOutcome.Kind.IN_DOUBT);
    }

    @Test
    void another_file_is_no_journal() throws IOException {
        Path file = folder.resolve("notes.txt");
        Files.write(file, new byte[] {(byte) 0xff, 0, '\n'});

        assertThat(JournalReader.open(file)).isEmpty();
    }

    @Test
    void the_last_line_counts_only_when_it_is_complete() throws IOException {
        var journal = new DeliveryJournal(folder);
        Files.writeString(journal.currentSegment(), "D 4711 1795513388000 12 80", StandardOpenOption.APPEND);

        ReadJournal heard = written(journal);

        assertThat(heard.of(ATTEMPT)).as("the person was 803").isEmpty();
        assertThat(heard.reader().isComplete(DeliveryJournal.bootId())).isFalse();
    }

    @Test
    void a_large_journal_is_read_in_parts_and_a_late_reply_comes_without_its_end_of_data() throws IOException {
        var journal = new DeliveryJournal(folder);
        var lines = new StringBuilder("D 4711 1795513388000 12 803\n");
        for (int n = 0; n < 25_000; n++) {
            lines.append("D ")
                    .append(10_000 + n)
                    .append(" 1795513388000 12 ")
                    .append(n)
                    .append('\n');
        }
        lines.append("R 4711 ACCEPTED END relay 250+ok\n");
        Files.writeString(journal.currentSegment(), lines, StandardOpenOption.APPEND);
        journal.close();
        var largest = new AtomicInteger();
        var said = new ArrayList<JournalReader.JournalEntry>();

        JournalReader.open(journal.currentSegment()).orElseThrow().readParts(part -> {
            largest.accumulateAndGet(part.size(), Math::max);
            part.computeIfPresent(ATTEMPT, (id, one) -> {
                said.add(one);
                return one;
            });
        });

        assertThat(largest).hasValueLessThanOrEqualTo(10_000);
        assertThat(said).hasSize(2);
        assertThat(said.get(0).answer()).isEmpty();
        assertThat(said.get(1).outcome().kind()).isEqualTo(AttemptOutcome.Kind.ACCEPTED);
    }

    @Test
    void a_full_segment_is_followed_by_another_and_all_are_read() throws IOException {
        try (var journal = new DeliveryJournal(folder, 200)) {
            for (int n = 1; n <= 20; n++) {
                journal.recordEndOfData(List.of(marker(n)), Instant.now());
            }

            assertThat(journal.fullSegments()).hasSizeGreaterThan(2);
            assertThat(journal.outcomesOf(Set.of(new AttemptId(1), new AttemptId(20), new AttemptId(21))))
                    .hasEntrySatisfying(
                            new AttemptId(1), said -> assertThat(said.kind()).isEqualTo(AttemptOutcome.Kind.IN_DOUBT))
                    .hasEntrySatisfying(
                            new AttemptId(20), said -> assertThat(said.kind()).isEqualTo(AttemptOutcome.Kind.IN_DOUBT))
                    .containsEntry(new AttemptId(21), AttemptOutcome.notSent());
        }
    }

    private static AttemptMarker marker(int attempt) {
        return new AttemptMarker(
                new DeliveryId(attempt), new DispatchId(12), attempt, new AttemptId(attempt), 1, Instant.now(), false);
    }

    private record ReadJournal(JournalReader reader, Map<AttemptId, AttemptOutcome> said) {
        Optional<AttemptOutcome> of(AttemptId attempt) {
            return Optional.ofNullable(said.get(attempt));
        }
    }

    private static ReadJournal written(DeliveryJournal journal) throws IOException {
        journal.close();
        JournalReader reader = JournalReader.open(journal.currentSegment()).orElseThrow();
        var said = new HashMap<AttemptId, AttemptOutcome>();
        reader.readParts(part -> part.forEach((attempt, one) -> said.put(attempt, one.outcome())));
        return new ReadJournal(reader, said);
    }
}
