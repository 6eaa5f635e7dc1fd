package org.belay.template;

/** Where the words of a version came from. */
public enum TemplateOrigin {
    /** The program brought it. */
    SHIPPED,
    /** The folder on the server. */
    FOLDER,
    /** Written and published on a page. */
    BROWSER,
    /** {@code belay template push}. */
    PUSHED
}
