/**
 * The relay: its connections, its limits, and what its replies mean.
 *
 * <ol>
 *   <li>{@link org.belay.delivery.relay.ConfiguredRelays} has one {@link org.belay.delivery.relay.Relay}, or two if corrections have a
 *       relay of their own;
 *   <li>a worker opens a {@link org.belay.delivery.relay.RelayConnection}: it takes one of the permits for the connections that the relay
 *       allows; one of three or more permits is reserved for corrections;
 *   <li>before each message it calls {@link org.belay.delivery.relay.RelayConnection#requestPermit}: the
 *       {@link org.belay.delivery.reply.RelayLimits} hold over the whole cluster;
 *   <li>it offers a transaction, and the outcomes come back as the {@link org.belay.delivery.reply.RelayProfile} interprets them: a
 *       reply about the relay or our sender rejects no recipient;
 *   <li>it reports the outcomes to {@link org.belay.delivery.relay.RelayHealth}, which decides when to pause, why, and for how
 *       long.
 * </ol>
 *
 * <p>Limits of a relay (connections, messages per connection, recipients per message) are learned from its replies and expire
 * after a while. {@link org.belay.delivery.relay.SendingForecast} tells beforehand how long a mailing takes and how long taking it
 * back would take. The figures and their sources are in {@code docs/relay-profiles.md}.
 */
@NullMarked
package org.belay.delivery.relay;

import org.jspecify.annotations.NullMarked;
