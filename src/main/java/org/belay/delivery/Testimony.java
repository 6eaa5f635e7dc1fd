package org.belay.delivery;

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

/** What one segment of a journal says of its attempts. Read in parts: one of an earlier version may tell of millions. */
final class Testimony {

    /** Attempts of one part: asked of the database in one statement. */
    private static final int PART = 10_000;

    private final Path path;
    private final String boot;
    private Map<AttemptId, Said> part = new HashMap<>();
    private boolean whole = true;

    /**
     * @param dot empty: it is in a segment before this one
     * @param answer empty: the dot was about to be written and no answer was read so far
     */
    record Said(Optional<Dot> dot, Optional<Settled> answer) {

        private Said answered(Settled settled) {
            return new Said(dot, Optional.of(settled));
        }

        /** The answer, or the doubt that a dot without one leaves. */
        Settled settled() {
            return answer.orElseGet(() -> Settled.doubt(
                    "Belay was interrupted after the final dot; the relay may have it",
                    dot.orElseThrow().at()));
        }
    }

    /** A dot that was about to be written, and to whom. */
    record Dot(AttemptId attempt, DispatchId dispatch, int ordinal, Instant at) {}

    private Testimony(Path path, String boot) {
        this.path = path;
        this.boot = boot;
    }

    /** The journal's id, as markers name it; empty: it is no witness file. */
    static Optional<String> idOf(Path path) throws IOException {
        return head(path).map(head -> head[2]);
    }

    /** Empty: it is no witness file. */
    static Optional<Testimony> of(Path path) throws IOException {
        return head(path).map(head -> new Testimony(path, head[3]));
    }

    private static Optional<String[]> head(Path path) throws IOException {
        try (BufferedReader lines = lines(path)) {
            String first = lines.readLine();
            String[] head = first == null ? new String[0] : first.split(" ");
            return head.length == 4 && head[0].equals(Witness.FIRST_WORD) ? Optional.of(head) : Optional.empty();
        }
    }

    /** Tells all that it says. An answer that is far behind its dot comes in a later part, without it. */
    void hear(Consumer<Map<AttemptId, Said>> told) throws IOException {
        boolean torn = endsTorn();
        try (BufferedReader lines = lines(path)) {
            lines.readLine();
            String next = lines.readLine();
            while (next != null) {
                String line = next;
                next = lines.readLine();
                if (next == null && torn) {
                    whole = false; // half a number is a number
                } else {
                    hear(line);
                }
                if (part.size() >= PART) {
                    tell(told);
                }
            }
        }
        tell(told);
    }

    private boolean endsTorn() throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            var last = ByteBuffer.allocate(1);
            return file.read(last, Math.max(0, file.size() - 1)) == 1 && last.get(0) != '\n';
        }
    }

    private void tell(Consumer<Map<AttemptId, Said>> told) {
        told.accept(part);
        part = new HashMap<>();
    }

    /** A line that cannot be understood says nothing, and then a missing line means nothing any more: it may be that line. */
    private void hear(String line) {
        String[] words = line.split(" ", -1);
        try {
            var attempt = new AttemptId(Long.parseLong(words[1]));
            if (words[0].equals("D") && words.length == 5) {
                Instant at = Instant.ofEpochMilli(Long.parseLong(words[2]));
                var dispatch = new DispatchId(Long.parseLong(words[3]));
                var dot = new Dot(attempt, dispatch, Integer.parseInt(words[4]), at);
                part.put(attempt, new Said(Optional.of(dot), Optional.empty()));
            } else if (words[0].equals("R") && words.length == 6) {
                Settled answer = answer(words);
                part.merge(
                        attempt,
                        new Said(Optional.empty(), Optional.of(answer)),
                        (said, late) -> said.answered(answer));
            } else {
                whole = false;
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException cutShort) {
            whole = false;
        }
    }

    private static Settled answer(String[] words) {
        return new Settled(
                Settled.Kind.valueOf(words[2]),
                Optional.of(words[3]).filter(stage -> !stage.equals("-")),
                Optional.of(URLDecoder.decode(words[5], StandardCharsets.UTF_8)).filter(reply -> !reply.isEmpty()),
                words[4].equals("relay"),
                Optional.empty());
    }

    /** Whether a marker of which it says nothing was never dotted: no line is torn, and none was lost by a power cut. */
    boolean missesNothing(String bootNow) {
        return whole && boot.equals(bootNow);
    }

    private static BufferedReader lines(Path path) throws IOException {
        // not Files.newBufferedReader: bytes that are no UTF-8 must not keep Belay from starting
        return new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8));
    }
}
