package org.belay.audience.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.belay.audience.person.Person;
import org.belay.platform.RequestRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedFilesTest {
    private static final int MUTATIONS = 300;

    static List<MalformedFiles.Case> files() {
        return MalformedFiles.all();
    }

    @Test
    void x16_there_are_enough_malformed_files() {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(60);
    }

    /** Either all rows, or one message that names the place: an import reads the file with this reader, and is refused with the message. */
    @ParameterizedTest
    @MethodSource("files")
    void x16_a_malformed_file_gives_exact_rows_or_one_clear_message(MalformedFiles.Case file) {
        var people = new ArrayList<String>();
        String message = read(file.file(), people);

        if (message.isEmpty()) {
            assertThat(people).isEqualTo(file.people()).isNotEmpty();
        } else {
            assertThat(message)
                    .startsWith("staff.file")
                    .contains("Nothing was imported.")
                    .contains(file.words())
                    .doesNotContain("Exception");
            assertThat(file.words()).as("expected to be read, but: " + message).isNotEmpty();
        }
    }

    /** The seed and the number of the round are in the name of a failure. */
    @Test
    void x16_a_mutated_file_never_gives_a_person_who_is_not_in_it_or_another_failure_than_a_refusal() {
        List<byte[]> originals = List.of(
                ("email,name,department\n" + "%s@example.org,\"Lee, %s\",IT\n".formatted("ann", "Ann")
                                + "bob@example.org,Bob,HR\n")
                        .getBytes(UTF_8),
                TestWorkbook.xlsx(List.of(
                        List.of("email", "name"),
                        List.of("ann@example.org", "Ann"),
                        List.of("bob@example.org", "Bob"))),
                TestWorkbook.ods(TestWorkbook.odsRow("email", "name")
                        + TestWorkbook.odsRow("ann@example.org", "Ann")
                        + TestWorkbook.odsRow("bob@example.org", "Bob")));
        long seed = Long.getLong("seed", 4711);
        var random = new Random(seed);
        for (int round = 0; round < MUTATIONS; round++) {
            byte[] file = mutated(originals.get(round % originals.size()), random);
            var people = new ArrayList<String>();
            String message = read(file, people);
            assertThat(message.isEmpty() || message.contains("Nothing was imported."))
                    .as("seed %d, round %d: %s", seed, round, message)
                    .isTrue();
            assertThat(people.size())
                    .as("seed %d, round %d: %s", seed, round, people)
                    .isLessThanOrEqualTo(3);
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] file = original.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(file.length);
            switch (random.nextInt(4)) {
                case 0 -> file[at] = (byte) random.nextInt(256);
                case 1 -> file = Arrays.copyOf(file, Math.max(1, at));
                case 2 -> file[at] = (byte) "\",;<>\n\0".charAt(random.nextInt(7));
                default -> System.arraycopy(file, at, file, 0, Math.min(4, file.length - at));
            }
        }
        return file;
    }

    /** @return why the file cannot be imported; empty if it can */
    private static String read(byte[] file, List<String> people) {
        try {
            var findings = PeopleFileReader.read(
                    PeopleFile.of("staff.file", new ByteArrayInputStream(file)),
                    (Person person) -> people.add(person.address().text()));
            return findings.clean() ? "" : findings.refusalMessage();
        } catch (RequestRefused refused) {
            return refused.getMessage();
        }
    }
}
