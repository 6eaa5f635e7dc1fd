package org.belay.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.belay.cli.BelayCommand;
import org.belay.cli.http.JsonCodec;
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.evidence.EvidenceCheck.EvidenceVerification;
import org.belay.message.Sha256;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The export of a mailing that was sent and taken back, and what is found after it was tampered with. */
class EvidenceExportIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @TempDir
    static Path folder;

    private static TestMailing circular;
    private static Path exported;
    private static String manifest = "";

    /** Once: the tests read the export or copies of it. */
    @BeforeEach
    void export() {
        if (!manifest.isEmpty()) return;
        circular = belay.mailing(30).send().awaitSent();
        circular.disregard();
        circular.awaitState("CORRECTED");
        exported = folder.resolve("evidence");
        manifest = export(exported).text("manifest");
    }

    @Test
    void an_export_has_the_people_the_attempts_the_texts_and_the_decisions() throws IOException {
        JsonObject facts = JsonObject.of(JsonCodec.read(read("mailing.json")));
        assertThat(facts.object("notice").orElseThrow().number("total")).isEqualTo(30);
        assertThat(facts.object("correction").orElseThrow().number("ACCEPTED")).isEqualTo(30);
        assertThat(facts.list("approvals")).hasSize(1);
        assertThat(facts.object("timeInError").orElseThrow().number("people")).isEqualTo(30);
        for (String name : List.of("notice", "correction")) {
            assertThat(read(name + "-recipients.csv").split("\r\n"))
                    .hasSize(31)
                    .allSatisfy(line -> assertThat(line).startsWith("\""));
            assertThat(read(name + "-attempts.csv").split("\r\n")).hasSize(31);
        }
        assertThat(read("audit.jsonl")).contains("\"submit\"", "\"approve\"", "\"disregard\"");
        for (JsonObject variant : facts.list("variants")) {
            assertThat(Sha256.of(Files.readAllBytes(exported.resolve(variant.text("file")))))
                    .isEqualTo(variant.text("sha256"));
        }
        assertThat(read("index.html"))
                .contains("<svg", "Last correction accepted", "30 people have both")
                .doesNotContain("<script");
    }

    @Test
    void x27_each_export_is_recorded_with_the_hash_of_its_manifest_and_verified_offline() {
        JsonObject row = belay.as(TestInstallation.AUDITOR)
                .get("/audit?action=export&subject=" + circular.id())
                .list("entries")
                .get(0);
        assertThat(row.text("actor"))
                .isEqualTo(belay.as(TestInstallation.AUDITOR).get("/me").text("address"));
        assertThat(row.object("detail").orElseThrow().text("manifest")).hasSize(64);

        var out = new StringWriter();
        assertThat(run(out, "audit", "verify", exported.toString(), "--manifest", manifest))
                .isZero();
        assertThat(out.toString()).contains("are unchanged since it was made");
    }

    @Test
    void x27_only_auditors_and_administrators_export_and_nothing_is_overwritten() {
        assertThatThrownBy(() -> belay.as(TestInstallation.AUTHOR).post("/mailings/" + circular.id() + "/export"))
                .isInstanceOf(ServerRefused.class);
        var out = new StringWriter();
        assertThat(run(out, "export", circular.id(), "--out", exported.toString()))
                .isEqualTo(1);
        assertThat(HttpBrowser.signedIn(belay, TestInstallation.AUDITOR)
                        .get("/mailings/" + circular.id())
                        .body())
                .contains("Export the evidence");
        assertThat(HttpBrowser.signedIn(belay, TestInstallation.AUTHOR)
                        .get("/mailings/" + circular.id())
                        .body())
                .doesNotContain("Export the evidence");
    }

    @Test
    void the_same_state_gives_the_same_files() throws IOException {
        Path again = folder.resolve("again");
        export(again);
        for (String name : List.of("notice-recipients.csv", "correction-attempts.csv", "notice-attempts.csv")) {
            assertThat(again.resolve(name)).hasSameBinaryContentAs(exported.resolve(name));
        }
    }

    @Test
    void x13_200_tamperings_of_an_export_are_found_and_located() throws IOException {
        for (int seed = 1; seed <= 200; seed++) {
            Path copy = folder.resolve("copy-" + seed);
            copy(exported, copy);
            String where = new ExportTampering(copy, new Random(seed)).apply();

            EvidenceVerification found = EvidenceCheck.verify(copy, Optional.of(manifest), List.of());

            assertThat(found.findings()).as("seed %d: %s", seed, where).isNotEmpty();
            assertThat(found.findings().stream().map(EvidenceFinding::place))
                    .as("seed %d: %s", seed, where)
                    .anyMatch(place -> place.startsWith(where));
        }
    }

    private static JsonObject export(Path to) {
        var out = new StringWriter();
        assertThat(run(out, "export", circular.id(), "--out", to.toString(), "--output", "json"))
                .isZero();
        return JsonObject.of(JsonCodec.read(out.toString()));
    }

    private static int run(StringWriter out, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        if (arguments[0].equals("export")) {
            all.addAll(List.of(
                    "--url", belay.url().toString(), "--token-file", tokenFile().toString()));
        }
        return BelayCommand.with()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all.toArray(String[]::new));
    }

    private static Path tokenFile() {
        try {
            return Files.writeString(folder.resolve("token"), TestInstallation.token(TestInstallation.AUDITOR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) throws IOException {
        return Files.readString(exported.resolve(name), StandardCharsets.UTF_8);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** One random change of an export. */
    private record ExportTampering(Path folder, Random random) {

        /** Returns the beginning of the place that must be found. */
        String apply() throws IOException {
            List<String> names = names();
            String name = names.get(random.nextInt(names.size()));
            Path file = folder.resolve(name);
            List<String> lines = new ArrayList<>(
                    List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("(?<=\n)")));
            int at = random.nextInt(lines.size());
            switch (random.nextInt(9)) {
                case 0 -> Files.delete(file);
                case 1 -> {
                    Files.writeString(folder.resolve("extra-" + random.nextInt(100) + ".csv"), "x");
                    return "extra-";
                }
                case 2 -> {
                    lines.remove(at);
                    write(file, lines);
                }
                case 3 -> {
                    lines.add(at, "\"added\",\"" + random.nextInt() + "\"\n");
                    write(file, lines);
                    return located(name, "line " + (at + 1) + " was added");
                }
                case 4 -> {
                    lines.set(at, "x" + lines.get(at));
                    write(file, lines);
                    return located(name, "line " + (at + 1) + " was changed");
                }
                case 5 -> {
                    lines.add(at, lines.get(at));
                    write(file, lines);
                }
                case 6 -> {
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
                    Files.write(file, bytes);
                }
                case 7 -> Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) (Files.size(file) / 2)));
                default -> {
                    String text = Files.readString(folder.resolve(EvidenceArchive.MANIFEST));
                    Files.writeString(folder.resolve(EvidenceArchive.MANIFEST), text.replace("M-", "N-"));
                    return EvidenceArchive.MANIFEST;
                }
            }
            return name;
        }

        private static String located(String name, String line) {
            return name.startsWith(EvidenceArchive.LINES) || name.equals(EvidenceArchive.MANIFEST)
                    ? name
                    : name + ", " + line;
        }

        private List<String> names() throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> folder.relativize(file).toString())
                        .sorted()
                        .toList();
            }
        }

        private static void write(Path file, List<String> lines) throws IOException {
            Files.writeString(file, String.join("", lines), StandardCharsets.ISO_8859_1);
        }
    }
}
