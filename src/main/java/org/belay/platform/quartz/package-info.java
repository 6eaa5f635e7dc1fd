/**
 * The two schedulers that wake the rooms above: one for notices and all else, one for corrections alone. Quartz fires by
 * time before priority, so a correction in the notices' queue would wait behind a notice; it has its own threads instead.
 *
 * <p>A trigger is only a wake-up. It lives in the database (clustered store, on the transaction of whoever makes it), so
 * a trigger made in a transaction that rolls back never fires. What to do, and whether it is due, the job asks the
 * database.
 */
package org.belay.platform.quartz;
