package org.belay.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/** A real SMTP relay on the loopback address that follows a script; see the description of the package. */
public final class FaultyRelay implements AutoCloseable {
    private final RelayConnections relay;

    private FaultyRelay(InetAddress address, RelayRecord record) {
        relay = new RelayConnections(address, record);
    }

    /** Starts a relay on a free port, with a record in a temporary file that is written but not fsynced. */
    public static FaultyRelay start() {
        try {
            Path file = Files.createTempFile("relay-record", ".tsv");
            file.toFile().deleteOnExit();
            return start(0, new RelayRecord(file, RelayRecord.Durability.WRITE));
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file for the record of the relay cannot be created.", e);
        }
    }

    /** Starts a relay on this port (0: a free one). {@link #close} closes the record. */
    public static FaultyRelay start(int port, RelayRecord record) {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), record);
    }

    /**
     * Starts a relay on any address, so other machines can reach it. It accepts mail from every client and forwards
     * none.
     */
    public static FaultyRelay start(InetSocketAddress listenOn, RelayRecord record) {
        var started = new FaultyRelay(listenOn.getAddress(), record);
        started.relay.port.open(listenOn.getPort());
        return started;
    }

    public FaultActionBuilder at(FaultPoint point) {
        return relay.script.when().at(point);
    }

    public FaultActionBuilder after(FaultPoint point) {
        return at(point);
    }

    public FaultCondition forRecipient(String address) {
        return relay.script.when().forRecipient(address);
    }

    public FaultCondition onConnection(int n) {
        return relay.script.when().onConnection(n);
    }

    public FaultCondition onTransaction(int n) {
        return relay.script.when().onTransaction(n);
    }

    /**
     * Adds fault lines written as text, such as {@code "RCPT for ann@example.org: 550 5.1.1 no such user"}; see
     * {@code docs/faulty-relay.md}.
     *
     * @throws IllegalArgumentException naming the line and the error
     */
    public FaultyRelay scripted(String... lines) {
        for (String line : lines) {
            FaultLineParser.parse(line, relay.script.when());
        }
        return this;
    }

    /** Adds random faults where no line of the script matches. */
    public FaultyRelay withChaos(RandomFaults chaos) {
        relay.script.useChaos(chaos);
        return this;
    }

    /** Removes script and random faults; behaviour and limits stay. */
    public void forgetScript() {
        relay.script.forget();
    }

    /** Sets the keywords of the EHLO reply. STARTTLS, AUTH and SIZE are added from the other settings. */
    public FaultyRelay offering(String... extensions) {
        relay.defaults.extensions = List.of(extensions);
        return this;
    }

    public FaultyRelay withStartTls(SSLContext identity) {
        relay.defaults.identity = identity;
        return this;
    }

    public FaultyRelay withTls(SSLContext identity) {
        relay.defaults.identity = identity;
        relay.defaults.encryptedFromTheStart = true;
        return this;
    }

    /** Offers AUTH with these mechanisms, after TLS if it is configured, and refuses mail without it. */
    public FaultyRelay requiringAuth(String username, String password, String... mechanisms) {
        relay.defaults.username = username;
        relay.defaults.password = password;
        relay.defaults.mechanisms = List.of(mechanisms);
        return this;
    }

    /** Refuses clients without a certificate signed by the authority of the TLS context. */
    public FaultyRelay requiringClientCertificate() {
        relay.defaults.clientCertificate = true;
        return this;
    }

    /** Uses this behaviour from now on; its limits are added to the existing ones. */
    public FaultyRelay behaving(RelayBehaviour behaviour) {
        relay.defaults.adopt(behaviour);
        return this;
    }

    public FaultyRelay limitedTo(RelayLimit... limits) {
        for (RelayLimit limit : limits) {
            relay.defaults.limits.add(limit);
        }
        return this;
    }

    /** Limits the number of open connections; a further one gets 421. */
    public FaultyRelay takingConnections(int most) {
        return limitedTo(RelayLimit.connections(most));
    }

    /** Limits the transactions on a connection; a further MAIL gets 421 and the connection is closed. */
    public FaultyRelay takingTransactionsPerConnection(int most) {
        return limitedTo(RelayLimit.messagesPerConnection(most));
    }

    public FaultyRelay takingRecipientsPerTransaction(int most) {
        return limitedTo(RelayLimit.recipientsPerMessage(most));
    }

    /** Uses this clock for the record and the limits. */
    public FaultyRelay withClock(Clock clock) {
        relay.defaults.clock = clock;
        return this;
    }

    public FaultyRelay takingBytes(long most) {
        relay.defaults.size = most;
        return this;
    }

    /** Keeps only the record from now on, not the messages. */
    public FaultyRelay withoutKeepingBytes() {
        relay.accepted.discardMessages();
        return this;
    }

    /** Passes every accepted mail to the consumer, after it is recorded and before the reply. */
    public FaultyRelay forwardingTo(Consumer<AcceptedMail> next) {
        relay.accepted.forwardTo(next);
        return this;
    }

    /** Passes every received command to the listener. */
    public FaultyRelay reportingCommandsTo(Consumer<ReceivedCommand> listener) {
        relay.observed.listenWith(listener);
        return this;
    }

    public int port() {
        return relay.port.port();
    }

    /** The accepted messages and recipients, from the record. */
    public List<AcceptedRecipient> took() {
        return relay.accepted.record().all();
    }

    /** The recipients of the accepted messages that match. */
    public List<String> took(Predicate<AcceptedMail> such) {
        return mails().stream()
                .filter(such)
                .flatMap(mail -> mail.recipients().stream())
                .toList();
    }

    public List<AcceptedMail> mails() {
        return relay.accepted.mails();
    }

    /** The commands of all connections, in the order of arrival. */
    public List<ReceivedCommand> heard() {
        return relay.observed.heard();
    }

    /** Protocol errors of clients: bare CR or LF, too long lines, commands sent early without PIPELINING. */
    public List<String> protocolErrors() {
        return relay.observed.protocolErrors();
    }

    /** The number of connections so far. */
    public int connections() {
        return relay.observed.connections.get();
    }

    /** Resets all connections and refuses new ones, like a machine that is down. */
    public void goAway() {
        relay.close();
    }

    /** Listens again on the same port. */
    public void comeBack() {
        relay.port.reopen();
    }

    @Override
    public void close() {
        goAway();
        relay.accepted.record().close();
    }
}
