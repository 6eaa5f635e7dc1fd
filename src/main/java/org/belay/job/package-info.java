/**
 * The clock's way in: Quartz jobs that start mailings and work batches. A trigger is only a wake-up; what is due and whose batch
 * it is, the database decides.
 *
 * <p>News of the rooms below becomes triggers in {@link org.belay.job.Wakeups}, inside the transaction that caused it. Corrections
 * have a scheduler and threads of their own, because Quartz looks at the time before the priority. {@link org.belay.job.Sweeper} makes
 * good every wake-up that was lost.
 */
package org.belay.job;
