/**
 * Reads a CSV file of people row by row, and reports each row that cannot be used. Uses audience.person; no database.
 */
@NullMarked
package org.belay.audience.csv;

import org.jspecify.annotations.NullMarked;
