/**
 * Attempts and the local journal: the markers that allow an end of data, the outcomes that are recorded of them, and
 * the journal file with an entry for each end of data and each reply. Uses the values of org.belay.delivery and
 * org.belay.delivery.reply.
 */
@NullMarked
package org.belay.delivery.journal;

import org.jspecify.annotations.NullMarked;
