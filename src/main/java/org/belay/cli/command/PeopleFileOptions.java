package org.belay.cli.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.belay.audience.file.ColumnChoice;
import org.belay.audience.file.DisabledAccountPolicy;
import org.belay.audience.file.PeopleFile;
import org.belay.audience.table.FileKind;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.CommandFailure;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A file of people, and how to read it. */
final class PeopleFileOptions {
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            paramLabel = "FILE",
            description = "CSV, XLSX or ODS with a header and a column \"email\"; - for the standard input")
    Path file = Path.of(STANDARD_INPUT);

    @Option(
            names = "--column",
            paramLabel = "MEANING=HEADER",
            description =
                    "what a column means, such as \"email=Mail 1\" or \"department=Team\"; \"none=Salary\" leaves it"
                            + " out; remembered for the next import of the audience")
    List<String> columns = List.of();

    @Option(names = "--leave-out-disabled", description = "leave out people whose account is disabled in the file")
    boolean leaveOutDisabled;

    @Option(
            names = "--typed",
            description = "FILE has addresses as people type them: \"Ann Lee <ann@example.org>, bob@example.org\"")
    boolean typed;

    /** For messages. The root of the file system has no name. */
    String fileName() {
        Path name = file.getFileName();
        return isStandardInput() ? "standard input" : name == null ? file.toString() : name.toString();
    }

    boolean isStandardInput() {
        return file.toString().equals(STANDARD_INPUT);
    }

    PeopleFile content() {
        return PeopleFile.of(fileName(), new ByteArrayInputStream(bytes()))
                .kind(typed ? FileKind.TYPED_LIST : FileKind.TABLE)
                .columns(ColumnChoice.of(columns))
                .disabled(leaveOutDisabled ? DisabledAccountPolicy.LEAVE_OUT : DisabledAccountPolicy.KEEP);
    }

    /** The parameters of the API that say the same. */
    String query() {
        var query = new StringBuilder("&file=").append(ApiClient.urlEncoded(fileName()));
        columns.forEach(column -> query.append("&column=").append(ApiClient.urlEncoded(column)));
        if (leaveOutDisabled) query.append("&disabled=").append(DisabledAccountPolicy.LEAVE_OUT);
        return query.toString();
    }

    String contentType() {
        return typed ? "text/plain" : "application/octet-stream";
    }

    byte[] bytes() {
        try {
            return isStandardInput() ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("There is no file " + file + ". Nothing was imported.");
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read (" + e.getMessage() + "). Nothing was imported.");
        }
    }
}
