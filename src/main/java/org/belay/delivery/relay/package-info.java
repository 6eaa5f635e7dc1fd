/**
 * The relay as Belay sees it: how many connections it has, what it may be asked, and what its words mean.
 *
 * <ol>
 *   <li>{@link org.belay.delivery.relay.Relays} has one {@link org.belay.delivery.relay.Relay}, or two where corrections
 *       have one of their own;
 *   <li>a worker takes a {@link org.belay.delivery.relay.Line} and opens it: it gets one of the places the relay allows
 *       us, of which the last is kept for corrections;
 *   <li>it asks {@link org.belay.delivery.relay.Line#admit} before each message: the
 *       {@link org.belay.delivery.relay.Limits} hold over the whole cluster;
 *   <li>it offers a transaction, and what the relay said comes back as the
 *       {@link org.belay.delivery.relay.Profile} understands it: a reply about the relay or our sender rejects nobody;
 *   <li>it tells {@link org.belay.delivery.relay.RelayHealth} what came out, which says when to pause, why, and for how
 *       long.
 * </ol>
 *
 * <p>What a relay teaches (how many connections, messages a connection, recipients a message) is learned from its replies
 * and forgotten after a while. {@link org.belay.delivery.relay.Forecast} says beforehand how long a mailing takes and how
 * long taking it back would. The figures and their sources are in {@code docs/relay-profiles.md}.
 */
package org.belay.delivery.relay;
