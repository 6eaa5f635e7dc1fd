/**
 * Quartz jobs that start mailings and run workers. A trigger is only a wake-up; the database decides what is due and which worker gets a
 * batch.
 *
 * <p>{@link org.belay.job.WakeupScheduler} turns events of other packages into triggers, inside the transaction that published the event.
 * Corrections have a separate scheduler with its own threads, because Quartz orders triggers by time before priority.
 * {@link org.belay.job.UpkeepScheduler} replaces lost wake-ups.
 */
@NullMarked
package org.belay.job;

import org.jspecify.annotations.NullMarked;
