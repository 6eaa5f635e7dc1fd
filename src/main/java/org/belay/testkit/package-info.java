/**
 * The server side of the wire, misbehaving on demand: a real SMTP relay on a socket that does as its script says and
 * keeps a record of its own of what it took.
 *
 * <pre>{@code
 * try (var relay = FaultyRelay.start()) {
 *     relay.forRecipient("ann@example.org").after(DOT).keepMessage().dropConnection();   // took it, never said so
 *     relay.forRecipient("bob@example.org").at(RCPT).reply("550 5.1.1 no such user");
 *     relay.onTransaction(3).at(DOT).reply("451 4.3.0 try later");
 *     … send to "localhost", relay.port() …
 *     assertThat(relay.took()).extracting(Taken::recipient).containsExactly("ann@example.org", "cem@example.org");
 * }
 * }</pre>
 *
 * <p>Where nothing is scripted it behaves: as a plain relay, or as one that companies send through
 * ({@link org.belay.testkit.Behaves}), within its limits ({@link org.belay.testkit.Limit}). {@link org.belay.testkit.RelayRecord} is the judge of every promise about
 * delivery: a line per message and recipient, on disk <em>before</em> the relay answers 250, so that it holds also when
 * whoever sent, or this process, is killed. Certificates are made in memory ({@link org.belay.testkit.Authority}); no
 * {@code keytool} runs.
 *
 * <p>No JUnit in it and nothing of Belay's: it calls only the JDK, and whoever writes SMTP software may use it.
 */
package org.belay.testkit;
