/**
 * Reads people from a database of the operator: one query, in a read-only transaction, with a limit of time and rows. A limit that is
 * reached is a failure, never a shorter result.
 */
@NullMarked
package org.belay.directory.sql;

import org.jspecify.annotations.NullMarked;
