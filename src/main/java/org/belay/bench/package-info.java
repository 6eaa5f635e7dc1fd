/**
 * {@code belay bench}: how fast Belay is on this machine, beside others in the same run, and how soon everybody knows the truth.
 *
 * <p>Belay is measured from outside, as its users have it: a server process of its own with a small heap
 * ({@link org.belay.sandbox.ServerProcess}), played through its API, its ledger switched on as always. The other end is a
 * mail server in another process that takes everything and counts ({@code Sink}), behind a line that makes the way longer
 * ({@code DelayLine}), or for the realistic part a {@link org.belay.testkit.FaultyRelay} that is as slow and as choosy as
 * relays are. Times of what arrived are the other end's, times of what Belay knows are Belay's.
 *
 * <p>A part ({@code Part}) measures one thing and leaves {@code Figure}s in the {@code Report}. Contenders take turns round
 * by round, because a machine is not equally fast at all times; only figures of one run may be compared.
 *
 * <p>{@code --relay} is for those who trust no bench: it sends through their relay and writes down what Belay believes, to
 * be held against that relay's own log.
 */
package org.belay.bench;
