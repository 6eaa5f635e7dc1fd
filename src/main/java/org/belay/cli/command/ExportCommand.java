package org.belay.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.evidence.EvidenceCheck;
import org.belay.evidence.EvidenceCheck.EvidenceVerification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves the evidence of a mailing, and verifies what was saved. */
@Command(
        name = "export",
        description = {
            "Save the evidence of a mailing in a folder: what was sent, to whom, the replies, approvals and audit rows.",
            "For auditors and administrators. The audit log records it. See docs/evidence.md."
        })
public final class ExportCommand implements Callable<Integer> {
    private static final Duration AT_MOST = Duration.ofMinutes(30);

    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "MAILING", description = "for example M-0001")
    private String mailing;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "a new or empty folder; default: a folder named like the mailing")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Path folder = out == null ? Path.of(mailing) : out;
        try {
            mustBeEmpty(folder);
            Path zip = Files.createTempFile("belay-export", ".zip");
            try {
                String manifest = server.api()
                        .withReadTimeout(AT_MOST)
                        .download("/mailings/" + ApiClient.urlEncoded(mailing) + "/export", zip, "Belay-Manifest");
                unpack(zip, folder);
                return report(folder, EvidenceCheck.verify(folder, Optional.of(manifest), List.of()));
            } finally {
                Files.deleteIfExists(zip);
            }
        } catch (IOException e) {
            throw new CommandFailure("The export could not be written to " + folder + " ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage() + ").");
        }
    }

    private static void mustBeEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            if (files.findAny().isPresent()) {
                throw new CommandFailure(
                        folder + " exists and is not empty. Nothing was exported. Name a new folder with --out.");
            }
        }
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                var entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path to = folder.resolve(entry.getName()).normalize();
                if (!to.startsWith(folder.normalize())) throw new IOException("wrong name in the ZIP file");
                Files.createDirectories(to.toAbsolutePath().getParent());
                Files.copy(entries, to);
            }
        }
    }

    private int report(Path folder, EvidenceVerification verified) {
        if (!verified.findings().isEmpty()) {
            throw new CommandFailure("What was saved in " + folder + " is not what the server sent: "
                    + verified.findings().get(0).place() + ". Export again.");
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("folder", folder.toString());
        answer.put("mailing", verified.mailing());
        answer.put("files", verified.files());
        answer.put("manifest", verified.manifestSha256());
        return output.printAnswer(new JsonObject(answer), to -> {
            to.println("Saved in " + folder + ". Open " + folder.resolve("index.html") + " to read and print it.");
            to.println("Keep this where nobody can change it; belay audit verify " + folder + " --manifest needs it:");
            to.println(verified.manifestSha256());
        });
    }
}
