/**
 * The two schedulers that start jobs of other rooms: one for corrections, one for everything else. Quartz orders by
 * time before priority, so a correction in a shared queue would wait behind notices; it has separate threads instead.
 *
 * <p>A trigger is only a wake-up. It is stored in the database (clustered job store, in the transaction of its
 * creator), so a trigger created in a transaction that rolls back never fires. The job asks the database what to do
 * and whether it is due.
 */
@NullMarked
package org.belay.platform.quartz;

import org.jspecify.annotations.NullMarked;
