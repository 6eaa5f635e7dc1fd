package org.belay.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.belay.audience.CsvFindings;
import org.belay.audience.CsvReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports, lists and checks audiences. */
@Command(name = "audience", description = "Import, list and check audiences.")
final class AudienceCommand extends Group {

    @Command(name = "import", description = "Import a CSV file as an audience; replaces an audience of the same name.")
    int bringIn(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "FILE", description = "CSV with a header and a column \"email\"") Path file,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "name of the audience; default: the name of the file")
                    String name,
            @Option(names = "--without-bad-rows", description = "import the other rows and leave out the bad ones")
                    boolean withoutBadRows) {
        Answer report = send(server.api(), file, name == null ? nameOf(file) : name, withoutBadRows);
        return output.say(report, report.text("message"));
    }

    @Command(name = "list", description = "List the audiences.")
    int list(@Mixin Connection server, @Mixin Output output) {
        Answer answer = server.api().get("/audiences");
        return output.show(answer, out -> {
            var table = new Table("AUDIENCE", "PEOPLE", "FILE", "IMPORTED");
            for (Answer audience : answer.list("audiences")) {
                table.row(
                        audience.text("name"),
                        audience.number("people"),
                        audience.text("file"),
                        Table.moment(audience.text("importedAt")));
            }
            table.print(out, "There is no audience yet. Import one with: belay audience import FILE");
        });
    }

    @Command(name = "check", description = "Show which rows of a CSV file cannot be used. Needs no server.")
    int check(@Mixin Output output, @Parameters(paramLabel = "FILE") Path file) {
        CsvFindings found = read(file);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("ok", found.clean());
        answer.put("rows", found.rows());
        answer.put("good", found.good());
        answer.put("bad", found.bad());
        answer.put("message", found.message());
        output.say(new Answer(answer), found.message());
        return found.clean() ? Exit.DONE : Exit.FAILED;
    }

    static CsvFindings read(Path file) {
        return CsvReading.check(file.getFileName().toString(), new ByteArrayInputStream(bytes(file)));
    }

    static Answer send(Api api, Path file, String name, boolean withoutBadRows) {
        String query = "?name=" + Api.encoded(name)
                + "&file=" + Api.encoded(file.getFileName().toString())
                + (withoutBadRows ? "&badRows=LEAVE_OUT" : "");
        return api.post("/audiences" + query, "text/csv", bytes(file));
    }

    static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("(?i)\\.(csv|txt)$", "");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Failure("There is no file " + file + ". Nothing was imported.");
        } catch (IOException e) {
            throw new Failure(file + " cannot be read (" + e.getMessage() + "). Nothing was imported.");
        }
    }
}
