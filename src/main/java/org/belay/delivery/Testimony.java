package org.belay.delivery;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a predecessor's witness file says of its attempts. Read line by line: a file may tell of millions. */
final class Testimony {

    private final Path path;
    private final long length;
    private final String file;
    private final String boot;
    private final Map<AttemptId, Said> attempts = new HashMap<>();
    private boolean whole = true;

    /** @param answer empty: the dot was about to be written and no answer was read */
    private record Said(Instant dot, Optional<Settled> answer) {}

    /** A dot that was about to be written, and to whom. */
    record Dot(AttemptId attempt, DispatchId dispatch, int ordinal, Instant at) {}

    private Testimony(Path path, long length, String file, String boot) {
        this.path = path;
        this.length = length;
        this.file = file;
        this.boot = boot;
    }

    /** Empty: it is no witness file. */
    static Optional<Testimony> of(Path path) throws IOException {
        return of(path, Long.MAX_VALUE);
    }

    /** @param length of a file that is still written to: so many bytes of it are whole lines */
    static Optional<Testimony> of(Path path, long length) throws IOException {
        try (BufferedReader lines = lines(path, length)) {
            String first = lines.readLine();
            String[] head = first == null ? new String[0] : first.split(" ");
            return head.length == 4 && head[0].equals(Witness.FIRST_WORD)
                    ? Optional.of(new Testimony(path, length, head[2], head[3]))
                    : Optional.empty();
        }
    }

    /** Its id, as markers name it. */
    String file() {
        return file;
    }

    /**
     * Hears what it says of some attempts. A line that cannot be understood says nothing, and then a missing line does not
     * mean "not sent" any more: it may be that line.
     *
     * @param dotted told every attempt whose dot was about to be written
     */
    void hear(Set<AttemptId> wanted, Consumer<Dot> dotted) throws IOException {
        try (BufferedReader lines = lines(path, length)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line, wanted, dotted);
            }
        }
    }

    private void hear(String line, Set<AttemptId> wanted, Consumer<Dot> dotted) {
        String[] words = line.split(" ", -1);
        try {
            var attempt = new AttemptId(Long.parseLong(words[1]));
            if (words[0].equals("D") && words.length == 5) {
                Instant dot = Instant.ofEpochMilli(Long.parseLong(words[2]));
                var dispatch = new DispatchId(Long.parseLong(words[3]));
                dotted.accept(new Dot(attempt, dispatch, Integer.parseInt(words[4]), dot));
                if (wanted.contains(attempt)) {
                    attempts.put(attempt, new Said(dot, Optional.empty()));
                }
            } else if (words[0].equals("R") && words.length == 6) {
                Settled answer = answer(words);
                attempts.computeIfPresent(attempt, (id, said) -> new Said(said.dot(), Optional.of(answer)));
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

    /** What became of one of its markers that has no answer on record; empty: only the marker's age can tell. */
    Optional<Settled> of(AttemptId attempt, String bootNow) {
        Said said = attempts.get(attempt);
        if (said != null) {
            return Optional.of(said.answer()
                    .orElseGet(() -> Settled.doubt(
                            "Belay was interrupted after the final dot; the relay may have it", said.dot())));
        }
        // after a power cut lines may be lost that were written
        return whole && boot.equals(bootNow) ? Optional.of(Settled.notSent()) : Optional.empty();
    }

    private static BufferedReader lines(Path path, long length) throws IOException {
        // not Files.newBufferedReader: bytes that are no UTF-8 must not keep Belay from starting
        return new BufferedReader(
                new InputStreamReader(new FirstBytes(Files.newInputStream(path), length), StandardCharsets.UTF_8));
    }

    /** The first bytes of a stream. */
    private static final class FirstBytes extends FilterInputStream {
        private long left;

        FirstBytes(InputStream all, long left) {
            super(all);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? super.read() : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = left > 0 ? super.read(into, from, (int) Math.min(most, left)) : -1;
            left -= Math.max(0, read);
            return read;
        }
    }
}
