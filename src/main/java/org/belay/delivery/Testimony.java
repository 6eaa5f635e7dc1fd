package org.belay.delivery;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a predecessor's witness file says of its attempts.
 *
 * @param file its id, as markers name it
 * @param boot the run of the machine in which it was written
 */
record Testimony(String file, String boot, Map<AttemptId, Said> attempts) {

    /** @param answer empty: the dot was about to be written and no answer was read */
    record Said(Instant dot, Optional<Settled> answer) {}

    /** Reads a file; a last line that was cut short says nothing. Empty: it is no witness file. */
    static Optional<Testimony> read(Path path) throws IOException {
        String text = Files.readString(path);
        String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
        String[] head = lines[0].split(" ");
        if (head.length != 4 || !head[0].equals(Witness.FIRST_WORD)) {
            return Optional.empty();
        }
        Map<AttemptId, Said> attempts = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("D")) {
                attempts.put(
                        attempt(words), new Said(Instant.ofEpochMilli(Long.parseLong(words[2])), Optional.empty()));
            } else if (words[0].equals("R")) {
                attempts.compute(
                        attempt(words),
                        (id, said) -> new Said(said == null ? Instant.EPOCH : said.dot(), Optional.of(answer(words))));
            }
        }
        return Optional.of(new Testimony(head[2], head[3], attempts));
    }

    private static AttemptId attempt(String[] words) {
        return new AttemptId(Long.parseLong(words[1]));
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
        return boot.equals(bootNow) ? Optional.of(Settled.notSent()) : Optional.empty();
    }
}
