/**
 * The test kit: a real SMTP relay on a socket that misbehaves on demand and keeps its own record of the mail it
 * accepted.
 *
 * <pre>{@code
 * try (var relay = FaultyRelay.start()) {
 *     relay.forRecipient("ann@example.org").after(DOT).keepMessage().dropConnection();   // accepted, without a reply
 *     relay.forRecipient("bob@example.org").at(RCPT).reply("550 5.1.1 no such user");
 *     relay.onTransaction(3).at(DOT).reply("451 4.3.0 try later");
 *     … send to "localhost", relay.port() …
 *     assertThat(relay.took()).extracting(AcceptedRecipient::recipient).containsExactly("ann@example.org", "cem@example.org");
 * }
 * }</pre>
 *
 * <p>Without a script it behaves like a plain relay, or like one that companies use
 * ({@link org.belay.testkit.RelayBehaviour}), within its limits ({@link org.belay.testkit.RelayLimit}). Tests of delivery compare
 * with {@link org.belay.testkit.RelayRecord}: a line per message and recipient, on disk <em>before</em> the relay
 * replies 250, so that it survives a kill of the sender or of this process. Certificates are created in memory
 * ({@link org.belay.testkit.TestAuthority}), without {@code keytool}.
 *
 * <p>The kit depends on the JDK only, neither on JUnit nor on Belay, so that it can test any SMTP client; only
 * {@link org.belay.testkit.junit} uses JUnit. It is packed as a jar of its own; {@code docs/testkit.md} is its README.
 */
@NullMarked
package org.belay.testkit;

import org.jspecify.annotations.NullMarked;
