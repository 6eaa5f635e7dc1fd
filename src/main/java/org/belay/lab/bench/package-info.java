/**
 * The benchmark {@code belay bench}: how fast Belay is on this machine compared with other senders in the same run,
 * and how fast a notice is corrected.
 *
 * <p>Belay is measured from outside: a separate server process with a small heap
 * ({@link org.belay.lab.process.ServerProcess}), driven through its API, with its ledger enabled. The other side is a
 * mail server in another process that accepts everything and counts ({@code SinkServer}), behind a proxy that adds latency
 * ({@code DelayProxy}), or for the realistic part a {@link org.belay.testkit.FaultyRelay} with realistic delays and
 * refusals. Arrival times are those of the other side, times of records those of Belay.
 *
 * <p>A part ({@code BenchPart}) measures one thing and adds {@code BenchFigure}s to the {@code BenchReport}. Senders alternate round
 * by round, because the speed of a machine varies; only figures of one run are comparable.
 *
 * <p>With {@code --relay} it sends through the relay of the user and writes the state of each delivery, to compare
 * with the log of that relay.
 */
@NullMarked
package org.belay.lab.bench;

import org.jspecify.annotations.NullMarked;
