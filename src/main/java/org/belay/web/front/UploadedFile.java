package org.belay.web.front;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file of a form that uploads one, in the temporary folder until the request ends.
 *
 * @param name as the browser says
 * @param bytes its length
 */
public record UploadedFile(String name, Path path, long bytes) {
    static final String ATTRIBUTE = UploadedFile.class.getName();

    /** Empty if the form has no file, or an empty one without a name. */
    public static Optional<UploadedFile> of(HttpServletRequest request) {
        return Optional.ofNullable((UploadedFile) request.getAttribute(ATTRIBUTE));
    }
}
