/**
 * Pages about audiences: the list, one audience, and the way of a file into one: upload, columns, preview, import. Every step is a page that
 * can be loaded again; the file waits in {@link org.belay.audience.upload}.
 */
@NullMarked
package org.belay.web.audience;

import org.jspecify.annotations.NullMarked;
