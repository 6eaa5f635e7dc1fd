package org.belay.directory.scim;

import com.unboundid.scim2.common.exceptions.PreconditionFailedException;
import com.unboundid.scim2.common.exceptions.ScimException;
import java.util.Arrays;
import java.util.Optional;

/** Versions of resources (RFC 7644 section 3.14). */
public final class ScimTags {
    private ScimTags() {}

    /** @param tag value of If-Match, or of If-None-Match: one tag, several, or {@code *} */
    public static boolean names(String tag, ScimResource resource) {
        return Arrays.stream(tag.split(","))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(resource.tag()) || ("W/" + one).equals(resource.tag()));
    }

    /** @throws PreconditionFailedException if the resource has another version by now */
    static void requireCurrent(ScimResource resource, Optional<String> tag) throws ScimException {
        if (tag.isPresent() && !names(tag.get(), resource)) {
            throw new PreconditionFailedException(
                    "The resource has the version " + resource.tag() + " by now. Nothing was changed. Read it again.");
        }
    }
}
