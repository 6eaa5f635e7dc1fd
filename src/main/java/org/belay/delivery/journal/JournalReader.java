package org.belay.delivery.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.belay.delivery.DispatchId;

/** Reads the entries of one journal segment. In parts, because a segment may describe millions of attempts. */
public final class JournalReader {

    /** Attempts in one part; compared with the database in one statement. */
    private static final int PART = 10_000;

    private final Path path;
    private final String boot;
    private Map<AttemptId, JournalEntry> part = new HashMap<>();
    private boolean complete = true;

    /**
     * @param dot empty if it is in an earlier segment
     * @param answer empty if the end of data was about to be written and no reply was read
     */
    public record JournalEntry(Optional<EndOfDataEntry> endOfData, Optional<AttemptOutcome> answer) {

        private JournalEntry answered(AttemptOutcome outcome) {
            return new JournalEntry(endOfData, Optional.of(outcome));
        }

        /** The recorded reply; uncertain if there is none. */
        public AttemptOutcome outcome() {
            return answer.orElseGet(() -> AttemptOutcome.inDoubt(
                    "Belay was interrupted after the final dot; the relay may have accepted it",
                    endOfData.orElseThrow().at()));
        }
    }

    /** An end of data that was about to be written, and its recipient. */
    public record EndOfDataEntry(AttemptId attempt, DispatchId dispatch, int ordinal, Instant at) {}

    private JournalReader(Path path, String boot) {
        this.path = path;
        this.boot = boot;
    }

    /** Id of the journal, as attempts name it; empty if the file is no journal. */
    static Optional<String> journalIdOf(Path path) throws IOException {
        return head(path).map(head -> head[2]);
    }

    /** Empty if the file is no journal. */
    public static Optional<JournalReader> open(Path path) throws IOException {
        return head(path).map(head -> new JournalReader(path, head[3]));
    }

    private static Optional<String[]> head(Path path) throws IOException {
        try (BufferedReader lines = lines(path)) {
            String first = lines.readLine();
            String[] head = first == null ? new String[0] : first.split(" ");
            return head.length == 4 && head[0].equals(JournalLines.HEADER_WORD) ? Optional.of(head) : Optional.empty();
        }
    }

    /**
     * Passes all entries to the consumer, in parts. A reply far after its end of data comes in a later part, without
     * it.
     */
    public void readParts(Consumer<Map<AttemptId, JournalEntry>> consumer) throws IOException {
        boolean torn = hasTornEnd();
        try (BufferedReader lines = lines(path)) {
            lines.readLine();
            String next = lines.readLine();
            while (next != null) {
                String line = next;
                next = lines.readLine();
                if (next == null && torn) {
                    complete = false; // half a number would be read as a number
                } else {
                    readParts(line);
                }
                if (part.size() >= PART) {
                    pass(consumer);
                }
            }
        }
        pass(consumer);
    }

    private boolean hasTornEnd() throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            var last = ByteBuffer.allocate(1);
            return file.read(last, Math.max(0, file.size() - 1)) == 1 && last.get(0) != '\n';
        }
    }

    private void pass(Consumer<Map<AttemptId, JournalEntry>> consumer) {
        consumer.accept(part);
        part = new HashMap<>();
    }

    /**
     * A line that cannot be parsed says nothing; then a missing line proves nothing either, because it may be that
     * line.
     */
    private void readParts(String line) {
        String[] words = line.split(" ", -1);
        try {
            var attempt = new AttemptId(Long.parseLong(words[1]));
            if (words[0].equals("D") && words.length == 5) {
                Instant at = Instant.ofEpochMilli(Long.parseLong(words[2]));
                var dispatch = new DispatchId(Long.parseLong(words[3]));
                var dot = new EndOfDataEntry(attempt, dispatch, Integer.parseInt(words[4]), at);
                part.put(attempt, new JournalEntry(Optional.of(dot), Optional.empty()));
            } else if (words[0].equals("R") && words.length == 6) {
                AttemptOutcome answer = answer(words);
                part.merge(
                        attempt,
                        new JournalEntry(Optional.empty(), Optional.of(answer)),
                        (said, late) -> said.answered(answer));
            } else {
                complete = false;
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            complete = false;
        }
    }

    private static AttemptOutcome answer(String[] words) {
        return new AttemptOutcome(
                AttemptOutcome.Kind.valueOf(words[2]),
                Optional.of(words[3]).filter(stage -> !stage.equals("-")),
                Optional.of(URLDecoder.decode(words[5], StandardCharsets.UTF_8)).filter(reply -> !reply.isEmpty()),
                words[4].equals("relay"),
                Optional.empty());
    }

    /** Whether an attempt without a line was certainly not sent: no line is torn, and none was lost by a power cut. */
    public boolean isComplete(String bootNow) {
        return complete && boot.equals(bootNow);
    }

    private static BufferedReader lines(Path path) throws IOException {
        // not Files.newBufferedReader: bytes that are not UTF-8 must not prevent the start
        return new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8));
    }
}
