package org.belay.platform.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Why a file or directory cannot be used, for the person who operates Belay: which one, and what is in the way. */
public final class UnusableFile {
    private UnusableFile() {}

    /** As "/srv/belay/data: permission denied for user belay". */
    public static String describe(IOException why) {
        if (why instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile() + ": " + reason(file);
        }
        return Optional.ofNullable(why.getMessage()).orElse(why.toString());
    }

    private static String reason(FileSystemException why) {
        if (why instanceof AccessDeniedException) {
            return "permission denied for user " + System.getProperty("user.name");
        }
        if (why instanceof FileAlreadyExistsException || why instanceof NotDirectoryException) {
            return "it is a file, not a directory";
        }
        if (why instanceof NoSuchFileException) {
            return "it is not there and cannot be made";
        }
        return Optional.ofNullable(why.getReason()).orElse("it cannot be used");
    }
}
