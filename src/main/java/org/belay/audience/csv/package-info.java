/**
 * Reads a CSV file of people row by row, and reports each row that cannot be used. Uses audience.person; no database.
 */
package org.belay.audience.csv;
