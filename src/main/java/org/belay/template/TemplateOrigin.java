package org.belay.template;

/** Where a version came from. */
public enum TemplateOrigin {
    /** Shipped with Belay. */
    SHIPPED,
    /** The folder on the server. */
    FOLDER,
    /** Edited and published in the browser. */
    BROWSER,
    /** {@code belay template push}. */
    PUSHED
}
