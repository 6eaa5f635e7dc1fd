/**
 * Files that people upload in the browser: kept in the database between the upload, the choice of columns, the preview and the import, so
 * that every node has them. Few per person, and deleted after some hours. An import runs in the background and reports its progress.
 */
@NullMarked
package org.belay.audience.upload;

import org.jspecify.annotations.NullMarked;
