package org.belay.cli.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.belay.audience.csv.CsvFindings;
import org.belay.audience.csv.PeopleCsvReader;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports, lists and checks audiences. */
@Command(name = "audience", description = "Import, list and check audiences.")
public final class AudienceCommand extends CommandGroup {

    @Command(name = "import", description = "Import a CSV file as an audience; replaces an audience of the same name.")
    int importFile(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "FILE", description = "CSV with a header and a column \"email\"") Path file,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "name of the audience; default: the name of the file")
                    @Nullable
                    String name,
            @Option(names = "--without-bad-rows", description = "import the other rows and leave out the bad ones")
                    boolean withoutBadRows) {
        JsonObject report = send(server.api(), file, name == null ? nameOf(file) : name, withoutBadRows);
        return output.print(report, report.text("message"));
    }

    @Command(name = "list", description = "List the audiences.")
    int list(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/audiences");
        return output.printAnswer(answer, out -> {
            var table = new TextTable("AUDIENCE", "PEOPLE", "FILE", "IMPORTED");
            for (JsonObject audience : answer.list("audiences")) {
                table.row(
                        audience.text("name"),
                        audience.number("people"),
                        audience.text("file"),
                        TextTable.localTime(audience.text("importedAt")));
            }
            table.print(out, "There is no audience yet. Import one with: belay audience import FILE");
        });
    }

    @Command(name = "check", description = "Show which rows of a CSV file cannot be used. Needs no server.")
    int check(@Mixin CommandOutput output, @Parameters(paramLabel = "FILE") Path file) {
        CsvFindings found = read(file);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("ok", found.clean());
        answer.put("rows", found.rows());
        answer.put("good", found.good());
        answer.put("bad", found.bad());
        answer.put("message", found.message());
        output.print(new JsonObject(answer), found.message());
        return found.clean() ? ExitCode.DONE : ExitCode.FAILED;
    }

    public static CsvFindings read(Path file) {
        return PeopleCsvReader.check(fileName(file), new ByteArrayInputStream(bytes(file)));
    }

    public static JsonObject send(ApiClient api, Path file, String name, boolean withoutBadRows) {
        String query = "?name=" + ApiClient.urlEncoded(name)
                + "&file=" + ApiClient.urlEncoded(fileName(file))
                + (withoutBadRows ? "&badRows=LEAVE_OUT" : "");
        return api.post("/audiences" + query, "text/csv", bytes(file));
    }

    public static String nameOf(Path file) {
        return fileName(file).replaceFirst("(?i)\\.(csv|txt)$", "");
    }

    /** The root of the file system has no name. */
    private static String fileName(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("There is no file " + file + ". Nothing was imported.");
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read (" + e.getMessage() + "). Nothing was imported.");
        }
    }
}
