package org.belay.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves the data of one person. */
@Command(
        name = "export",
        description = {
            "Save everything that is stored about a person as a ZIP file: a page, tables and JSON (administrator).",
            "The audit log records it. See docs/privacy.md."
        })
final class PersonExportCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "ADDRESS")
    private String address;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "a new file")
    private Path out;

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw new CommandFailure(out + " exists. Nothing was exported. Name a new file with --out.");
        }
        server.api().download("/people/export", Map.of("address", address), out);
        return output.print(
                new JsonObject(Map.of("file", out.toString())),
                "Saved in " + out + ". Open person.html in it to read it. Delete the file when it was handed over.");
    }
}
