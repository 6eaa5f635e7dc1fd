package org.belay.platform.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Unpacks files, directories and symbolic links from a tar archive. Any other entry is an error. */
final class TarReader {
    private TarReader() {}

    static void unpack(InputStream archive, Path target) throws IOException {
        var tar = new TarArchiveInputStream(archive);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            // refuses a path outside the target
            Path path = entry.resolveIn(target);
            Files.createDirectories(path.getParent());
            switch (entry.getLinkFlag()) {
                case TarConstants.LF_DIR -> Files.createDirectories(path);
                case TarConstants.LF_SYMLINK -> Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM -> {
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
                default ->
                    throw new IOException("The archive holds an entry of type '" + (char) entry.getLinkFlag()
                            + "', which is not supported: " + entry.getName());
            }
        }
    }
}
