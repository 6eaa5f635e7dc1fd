package org.belay.web.audience;

import java.util.UUID;
import org.belay.platform.ObjectNotFound;

/** Ids of uploads in addresses of pages. */
final class UploadIds {
    private UploadIds() {}

    /** @throws ObjectNotFound if the text is no id */
    static UUID of(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ObjectNotFound("There is no such upload. Upload the file again.");
        }
    }
}
