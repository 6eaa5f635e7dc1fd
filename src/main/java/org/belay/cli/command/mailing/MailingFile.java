package org.belay.cli.command.mailing;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.cli.command.AudienceCommand;
import org.belay.cli.http.CommandFailure;

/**
 * A mailing as a file, for git and for scripts. Its keys are those of the API, so the content is sent unchanged:
 *
 * <pre>
 * template: mandatory-app-removal
 * language: en            # of the values below; other languages under values_de, values_fr …
 * values:
 *   app: TikTok
 *   deadline: 2020-07-10T18:00[America/Los_Angeles]
 * correction:             # the values of the correction; other languages under correction_de …
 *   now_true: You may keep the app.
 * audience: staff         # an audience of the server, or a CSV file beside this one
 * pace: 600               # people a minute; 0 or left out: as fast as the relay allows
 * people: 2431            # only to check the text without an audience
 * send: 2020-07-10T09:00[America/Los_Angeles]
 * </pre>
 *
 * @param draft what to send to the API
 * @param audienceFile the CSV, XLSX or ODS file that {@code audience} names, if it names one
 */
record MailingFile(Map<String, Object> draft, Optional<Path> audienceFile) {

    /** @throws CommandFailure that names every mistake with its line and column */
    static MailingFile read(Path file) {
        var reader = new MailingFileReader(file.toString());
        Map<String, Object> draft = new LinkedHashMap<>(reader.read(text(file)));
        reader.throwOnMistakes();
        if (!draft.containsKey("audience"))
            throw new CommandFailure(file + ": \"audience\" is missing. Nothing was done.");
        String audience = String.valueOf(draft.get("audience"));
        if (!isFile(audience)) return new MailingFile(draft, Optional.empty());

        Path csv = file.resolveSibling(audience);
        if (!Files.isRegularFile(csv)) {
            throw new CommandFailure(file + ": the audience " + audience + " does not exist: there is no file " + csv
                    + ". Nothing was done.");
        }
        draft.put("audience", AudienceCommand.nameOf(csv));
        return new MailingFile(draft, Optional.of(csv));
    }

    /** Whether the audience is a file beside the mailing's, and not the name of one on the server. */
    static boolean isFile(String audience) {
        return Stream.of(".csv", ".xlsx", ".ods").anyMatch(audience::endsWith);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("There is no file " + file + ". Nothing was done.");
        } catch (MalformedInputException e) {
            throw new CommandFailure(file + " is not UTF-8. Save it as UTF-8 and try again. Nothing was done.");
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read (" + e.getMessage() + "). Nothing was done.");
        }
    }
}
