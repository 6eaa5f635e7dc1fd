package org.belay.audience.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.belay.access.User;
import org.belay.audience.AudienceImports;
import org.belay.audience.ImportPreview;
import org.belay.audience.file.ColumnChoice;
import org.belay.audience.file.ColumnSample;
import org.belay.audience.file.DisabledAccountPolicy;
import org.belay.audience.file.PeopleFile;
import org.belay.audience.file.PeopleFileReader;
import org.belay.audience.person.PrintableValue;
import org.belay.audience.table.FileKind;
import org.belay.platform.HourlyTick;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Files that were uploaded and wait for their import. A person sees their own only. */
@Component
public class Uploads {
    /** At most so many of a person are kept; one more replaces the oldest. */
    static final int OF_ONE_PERSON = 3;

    static final Duration KEPT = Duration.ofHours(6);
    /** A running import reports its progress every second. */
    static final Duration SILENCE = Duration.ofSeconds(20);

    private static final int PART = 256 * 1024;

    private final UploadStore store;
    private final AudienceImports imports;
    private final TransactionTemplate transaction;

    Uploads(UploadStore store, AudienceImports imports, TransactionTemplate transaction) {
        this.store = store;
        this.imports = imports;
        this.transaction = transaction;
    }

    /**
     * Keeps a file.
     *
     * @param audience name of the audience that it is for
     * @throws RequestRefused if an audience cannot have this name, or the type of the file cannot be read; nothing is kept then
     */
    public UUID add(String audience, String fileName, FileKind kind, InputStream content, User by) {
        String name = AudienceImports.checkedName(audience);
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            store.add(id, by.id(), name, PrintableValue.value(fileName), kind);
            int n = 0;
            for (byte[] part = next(content); part.length > 0; part = next(content)) store.addPart(id, n++, part);
            store.setParts(id, n);
            columns(get(id, by));
            store.deleteOldest(by.id(), OF_ONE_PERSON);
        });
        return id;
    }

    private static byte[] next(InputStream content) {
        try {
            return content.readNBytes(PART);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws ObjectNotFound if there is no such upload, or it is another person's, or too old */
    public Upload get(UUID id, User by) {
        return store.find(id, by.id(), KEPT, SILENCE)
                .orElseThrow(
                        () -> new ObjectNotFound(
                                "There is no such upload. Uploads are kept for six hours, three of each person. Upload the file again."));
    }

    /** The uploads of a person that were not imported, the newest first. */
    public List<Upload> open(User by) {
        return store.open(by.id(), KEPT, SILENCE);
    }

    /** The columns of the file with some values, and the meanings that were chosen, remembered or recognised. */
    public List<ColumnSample> columns(Upload upload) {
        return PeopleFileReader.columns(file(upload, content(upload), DisabledAccountPolicy.KEEP)
                .columns(choice(upload).over(imports.rememberedColumns(upload.audience()))));
    }

    /** @param meanings by name of a column */
    public void choose(Upload upload, Map<String, String> meanings) {
        store.setColumns(upload.id(), meanings);
    }

    /** @throws RequestRefused if the file cannot be read with these columns */
    public ImportPreview preview(Upload upload, DisabledAccountPolicy disabled) {
        return imports.preview(upload.audience(), file(upload, content(upload), disabled));
    }

    public void delete(UUID id, User by) {
        store.delete(id, by.id());
    }

    /** A copy of the file, which the caller deletes: the connection of an import takes rows and answers no query meanwhile. */
    Path copy(Upload upload) throws IOException {
        Path copy = Files.createTempFile("belay-upload", ".tmp");
        try (InputStream content = content(upload)) {
            Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private InputStream content(Upload upload) {
        return new UploadStream(upload.parts(), n -> store.part(upload.id(), n));
    }

    static PeopleFile file(Upload upload, InputStream content, DisabledAccountPolicy disabled) {
        return PeopleFile.of(upload.fileName(), content)
                .kind(upload.kind())
                .columns(choice(upload))
                .disabled(disabled);
    }

    private static ColumnChoice choice(Upload upload) {
        return new ColumnChoice(upload.columns(), Map.of());
    }

    @EventListener(HourlyTick.class)
    void deleteOld() {
        store.deleteOlderThan(KEPT);
    }
}
