package org.belay.template.versions;

/** Where a version came from. */
public enum VersionOrigin {
    /** Shipped with Belay. */
    SHIPPED,
    /** The folder on the server. */
    FOLDER,
    /** Edited and published in the browser. */
    BROWSER,
    /** {@code belay template push}. */
    PUSHED
}
