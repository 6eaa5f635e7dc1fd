package org.belay.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What shows, without reading them, that a template's files are others by now: names, sizes, times, and which file it is (an editor
 * writes a new one and gives it the old name).
 *
 * @param newest when the last of them was written, by the clock of the disk
 */
record Fingerprint(String files, Instant newest) {

    /** @throws IOException if a file goes away meanwhile */
    static Fingerprint of(Path folder, Optional<PulledVersions.Base> base) throws IOException {
        var files = new StringJoiner("\n");
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : TemplateFolder.filesOf(folder)) {
            var seen = Files.readAttributes(file, BasicFileAttributes.class);
            files.add(file.getFileName() + " " + seen.size() + " " + seen.lastModifiedTime() + " " + seen.fileKey());
            if (seen.lastModifiedTime().compareTo(newest) > 0) newest = seen.lastModifiedTime();
        }
        // whoever merged what was published meanwhile changes perhaps nothing but this
        return new Fingerprint(files.add(base.toString()).toString(), newest.toInstant());
    }
}
