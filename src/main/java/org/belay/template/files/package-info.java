/**
 * A template as a set of files: limits, content hash, reading from a folder or from the program, pulled versions, and
 * differences between two sets. Uses template and template.language; needs no database.
 */
@NullMarked
package org.belay.template.files;

import org.jspecify.annotations.NullMarked;
