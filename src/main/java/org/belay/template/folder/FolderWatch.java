package org.belay.template.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateError;
import org.belay.template.files.PulledVersions;
import org.belay.template.files.TemplateFolder;
import org.belay.template.files.TemplateReader;
import org.belay.template.versions.VersionOrigin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a folder of templates and imports changes. Polling also works on network mounts, which deliver no change events. A template is
 * imported once its files were the same in two polls, so that files that are just being written are not read. A template with problems is
 * logged once; its last version stays in use.
 */
final class FolderWatch {
    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);
    /** The first poll has no earlier one to compare with: files of this age count as completely written. */
    private static final Duration FINISHED = Duration.ofSeconds(3);

    private final FolderImport imports;
    private final Path templates;
    private final Clock clock;

    private final Map<String, FolderFingerprint> seen = new HashMap<>();
    private final Map<String, FolderFingerprint> taken = new HashMap<>();
    private boolean first = true;
    private String trouble = "";

    /** @param clock compared with file modification times */
    FolderWatch(FolderImport imports, Path templates, Clock clock) {
        this.imports = imports;
        this.templates = templates;
        this.clock = clock;
    }

    /** Whether the folder exists. */
    boolean hasFolder() {
        return Files.isDirectory(templates);
    }

    /**
     * Polls once. A failure of disk or database is logged once, and the next poll tries everything again.
     *
     * @return number of versions added
     */
    int poll() {
        try {
            int added = 0;
            if (hasFolder()) {
                PulledVersions pulled = pulled();
                for (Path folder : TemplateFolder.folders(templates)) {
                    added += poll(folder, pulled.of(TemplateFolder.key(folder))) ? 1 : 0;
                }
                first = false;
            }
            if (!trouble.isEmpty()) log.info("The templates in {} can be read again.", templates.toAbsolutePath());
            trouble = "";
            return added;
        } catch (RuntimeException | Error e) {
            String now = e.getClass().getName();
            if (!now.equals(trouble)) {
                log.warn(
                        "The templates in {} cannot be imported. The versions imported before stay in use. The import is"
                                + " tried again every few seconds.",
                        templates.toAbsolutePath(),
                        e);
            }
            trouble = now;
            return 0;
        }
    }

    private PulledVersions pulled() {
        try {
            return PulledVersions.read(templates);
        } catch (RequestRefused half) {
            // the file only avoids a conflict; without it, an author chooses
            return new PulledVersions(Map.of());
        }
    }

    private boolean poll(Path folder, Optional<PulledVersions.PulledVersion> base) {
        String key = TemplateFolder.key(folder);
        try {
            FolderFingerprint now = FolderFingerprint.of(folder, base);
            boolean same = now.equals(seen.put(key, now)) || first && isOld(now.newest());
            if (!same || now.equals(taken.get(key))) return false;
            return take(folder, base, now);
        } catch (IOException goneMeanwhile) {
            seen.remove(key);
            return false;
        }
    }

    private boolean isOld(Instant written) {
        return written.isBefore(clock.instant().minus(FINISHED));
    }

    private boolean take(Path folder, Optional<PulledVersions.PulledVersion> base, FolderFingerprint looked)
            throws IOException {
        String key = TemplateFolder.key(folder);
        try {
            Map<String, String> files = TemplateFolder.read(folder);
            if (!FolderFingerprint.of(folder, base).equals(looked)) return false;
            var came = imports.importTemplate(
                    TemplateReader.parse(key, files),
                    base.map(PulledVersions.PulledVersion::sha256),
                    VersionOrigin.FOLDER);
            if (came == FolderImport.ImportResult.CONFLICT) tell(key);
            taken.put(key, looked);
            boolean imported = came == FolderImport.ImportResult.IMPORTED;
            if (imported && !first)
                log.info("Template \"{}\" in {} has changed and was imported.", key, templates.toAbsolutePath());
            return imported;
        } catch (TemplateError e) {
            taken.put(key, looked);
            log.warn(
                    "Template \"{}\" in {} was not imported. Its last version, if there is one, stays in use.\n{}",
                    key,
                    templates.toAbsolutePath(),
                    e.getMessage());
            return false;
        } catch (UncheckedIOException goneMeanwhile) {
            throw goneMeanwhile.getCause();
        }
    }

    private void tell(String key) {
        imports.conflict(key)
                .ifPresent(conflict -> log.warn(
                        "Template \"{}\" in {} has changed, and so has the published version: the newest is {}. Nothing was"
                                + " imported, and the published version stays in use. Choose one of the two on the template's page.",
                        key,
                        templates.toAbsolutePath(),
                        conflict.newest().description()));
    }
}
