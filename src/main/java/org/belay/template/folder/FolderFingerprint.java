package org.belay.template.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;
import org.belay.template.files.PulledVersions;
import org.belay.template.files.TemplateFolder;

/**
 * Names, sizes, modification times and file keys of a template's files: shows a change without reading the files. The file key detects an
 * editor that writes a new file under the old name.
 *
 * @param newest latest modification time, by the clock of the file system
 */
record FolderFingerprint(String files, Instant newest) {

    /** @throws IOException if a file is removed meanwhile */
    static FolderFingerprint of(Path folder, Optional<PulledVersions.PulledVersion> base) throws IOException {
        var files = new StringJoiner("\n");
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : TemplateFolder.filesOf(folder)) {
            var seen = Files.readAttributes(file, BasicFileAttributes.class);
            files.add(file.getFileName() + " " + seen.size() + " " + seen.lastModifiedTime() + " " + seen.fileKey());
            if (seen.lastModifiedTime().compareTo(newest) > 0) newest = seen.lastModifiedTime();
        }
        // after a merge of the published version, the base may be the only change
        return new FolderFingerprint(files.add(base.toString()).toString(), newest.toInstant());
    }
}
