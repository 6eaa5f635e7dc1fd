package org.belay.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.audience.file.FileFindings;
import org.belay.audience.file.PeopleFileReader;
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

/** Imports, previews, lists and checks audiences. */
@Command(
        name = "audience",
        description = "Import, preview, list and check audiences.",
        subcommands = {AudienceSourceCommand.class, AudienceSyncCommand.class})
public final class AudienceCommand extends CommandGroup {

    @Command(name = "import", description = "Import a file as an audience; replaces an audience of the same name.")
    int importFile(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Mixin PeopleFileOptions file,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "name of the audience; default: the name of the file")
                    @Nullable
                    String name,
            @Option(names = "--without-bad-rows", description = "import the other rows and leave out the bad ones")
                    boolean withoutBadRows) {
        JsonObject report = send(server.api(), file, audience(file, name), withoutBadRows);
        return output.print(report, report.text("message"));
    }

    @Command(
            name = "preview",
            description =
                    "Show what an import would do: head-count, groups, ten people at random, the difference from the"
                            + " last import. Imports nothing.")
    int preview(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Mixin PeopleFileOptions file,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "name of the audience; default: the name of the file")
                    @Nullable
                    String name) {
        String audience = audience(file, name);
        JsonObject preview = server.api()
                .post(
                        "/audiences/preview?name=" + ApiClient.urlEncoded(audience) + file.query(),
                        file.contentType(),
                        file.bytes());
        return output.printAnswer(preview, out -> AudiencePreviewPrinter.print(out, preview, audience));
    }

    @Command(name = "list", description = "List the audiences.")
    int list(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/audiences");
        return output.printAnswer(answer, out -> {
            var table = new TextTable("AUDIENCE", "PEOPLE", "MARK", "FILE", "IMPORTED");
            for (JsonObject audience : answer.list("audiences")) {
                table.row(
                        audience.text("name"),
                        audience.number("people"),
                        Boolean.TRUE.equals(audience.members().get("allStaff")) ? "ALL-STAFF" : "",
                        audience.text("file"),
                        TextTable.localTime(audience.text("importedAt")));
            }
            table.print(out, "There is no audience yet. Import one with: belay audience import FILE");
        });
    }

    @Command(
            name = "mark",
            description = "Mark an audience as ALL-STAFF: a mailing to half or more of its people needs two approvals"
                    + " (administrator).")
    int mark(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "NAME", description = "name of the audience") String name,
            @Option(names = "--remove", description = "remove the mark") boolean remove) {
        JsonObject audience = server.api().get("/audiences").list("audiences").stream()
                .filter(one -> one.text("name").equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(
                        () -> new CommandFailure("There is no audience named \"" + name + "\". Nothing was changed."));
        JsonObject marked =
                server.api().post("/audiences/" + audience.number("id") + "/all-staff", Map.of("allStaff", !remove));
        return output.print(
                marked, marked.text("name") + (remove ? " has no mark any more." : " is marked ALL-STAFF."));
    }

    @Command(name = "check", description = "Show which rows of a file cannot be used. Needs no server.")
    int check(@Mixin CommandOutput output, @Mixin PeopleFileOptions file) {
        FileFindings found = PeopleFileReader.check(file.content());
        var answer = new LinkedHashMap<String, Object>();
        answer.put("ok", found.clean());
        answer.put("rows", found.rows());
        answer.put("good", found.good());
        answer.put("bad", found.bad());
        answer.put("disabled", found.disabled());
        answer.put("message", found.message());
        output.print(new JsonObject(answer), found.message());
        return found.clean() ? ExitCode.DONE : ExitCode.FAILED;
    }

    public static FileFindings read(Path file) {
        return PeopleFileReader.check(options(file).content());
    }

    public static JsonObject send(ApiClient api, Path file) {
        return send(api, options(file), nameOf(file), false);
    }

    private static JsonObject send(ApiClient api, PeopleFileOptions file, String name, boolean withoutBadRows) {
        String query =
                "?name=" + ApiClient.urlEncoded(name) + file.query() + (withoutBadRows ? "&badRows=LEAVE_OUT" : "");
        return api.post("/audiences" + query, file.contentType(), file.bytes());
    }

    private static PeopleFileOptions options(Path file) {
        var options = new PeopleFileOptions();
        options.file = file;
        return options;
    }

    private static String audience(PeopleFileOptions file, @Nullable String name) {
        if (name != null) return name;
        if (file.isStandardInput()) {
            throw new CommandFailure("The standard input has no name. Add --name NAME. Nothing was imported.");
        }
        return nameOf(file.file);
    }

    /** The name of the audience that a file has without {@code --name}. */
    public static String nameOf(Path file) {
        return options(file).fileName().replaceFirst("(?i)\\.(csv|txt|xlsx|xlsm|ods)$", "");
    }
}
