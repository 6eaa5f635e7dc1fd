/**
 * Reads people from rows that do not come from a file: entries of a directory, rows of a database. The rows are checked as those of a
 * file; a row that cannot be used is left out and reported, because the source cannot be corrected at the time of the read.
 */
@NullMarked
package org.belay.audience.source;

import org.jspecify.annotations.NullMarked;
