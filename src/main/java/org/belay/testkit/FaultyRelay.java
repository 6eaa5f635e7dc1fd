package org.belay.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.belay.testkit.internal.ClientSocket;
import org.belay.testkit.internal.ListeningPort;

/** A real SMTP relay on the loopback address that follows a script; see the description of the package. */
public final class FaultyRelay implements AutoCloseable {
    private final FaultScript script = new FaultScript();
    private final RelayDefaults manners = new RelayDefaults();
    private final AcceptedMessages custody;
    private final RelayObservations seen = new RelayObservations();
    private final Set<RelayDialogue> dialogues = ConcurrentHashMap.newKeySet();
    private final ListeningPort door;

    private FaultyRelay(InetAddress address, RelayRecord record) {
        custody = new AcceptedMessages(record, manners);
        door = new ListeningPort(address, this::meet);
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
        var relay = new FaultyRelay(listenOn.getAddress(), record);
        relay.door.open(listenOn.getPort());
        return relay;
    }

    public FaultActionBuilder at(FaultPoint point) {
        return script.when().at(point);
    }

    public FaultActionBuilder after(FaultPoint point) {
        return at(point);
    }

    public FaultCondition forRecipient(String address) {
        return script.when().forRecipient(address);
    }

    public FaultCondition onConnection(int n) {
        return script.when().onConnection(n);
    }

    public FaultCondition onTransaction(int n) {
        return script.when().onTransaction(n);
    }

    /**
     * Adds fault lines written as text, such as {@code "RCPT for ann@example.org: 550 5.1.1 no such user"}; see
     * {@code docs/faulty-relay.md}.
     *
     * @throws IllegalArgumentException naming the line and the error
     */
    public FaultyRelay scripted(String... lines) {
        for (String line : lines) {
            FaultLineParser.parse(line, script.when());
        }
        return this;
    }

    /** Adds random faults where no line of the script matches. */
    public FaultyRelay withChaos(RandomFaults chaos) {
        script.useChaos(chaos);
        return this;
    }

    /** Removes script and random faults; behaviour and limits stay. */
    public void forgetScript() {
        script.forget();
    }

    /** Sets the keywords of the EHLO reply. STARTTLS, AUTH and SIZE are added from the other settings. */
    public FaultyRelay offering(String... extensions) {
        manners.extensions = List.of(extensions);
        return this;
    }

    public FaultyRelay withStartTls(SSLContext identity) {
        manners.identity = identity;
        return this;
    }

    public FaultyRelay withTls(SSLContext identity) {
        manners.identity = identity;
        manners.encryptedFromTheStart = true;
        return this;
    }

    /** Offers AUTH with these mechanisms, after TLS if it is configured, and refuses mail without it. */
    public FaultyRelay requiringAuth(String username, String password, String... mechanisms) {
        manners.username = username;
        manners.password = password;
        manners.mechanisms = List.of(mechanisms);
        return this;
    }

    /** Refuses clients without a certificate signed by the authority of the TLS context. */
    public FaultyRelay requiringClientCertificate() {
        manners.clientCertificate = true;
        return this;
    }

    /** Uses this behaviour from now on; its limits are added to the existing ones. */
    public FaultyRelay behaving(RelayBehaviour behaviour) {
        manners.adopt(behaviour);
        return this;
    }

    public FaultyRelay limitedTo(RelayLimit... limits) {
        for (RelayLimit limit : limits) {
            manners.limits.add(limit);
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
        manners.clock = clock;
        return this;
    }

    public FaultyRelay takingBytes(long most) {
        manners.size = most;
        return this;
    }

    /** Keeps only the record from now on, not the messages. */
    public FaultyRelay withoutKeepingBytes() {
        custody.discardMessages();
        return this;
    }

    /** Passes every accepted mail to the consumer, after it is recorded and before the reply. */
    public FaultyRelay forwardingTo(Consumer<AcceptedMail> next) {
        custody.forwardTo(next);
        return this;
    }

    /** Passes every received command to the listener. */
    public FaultyRelay reportingCommandsTo(Consumer<ReceivedCommand> listener) {
        seen.listenWith(listener);
        return this;
    }

    public int port() {
        return door.port();
    }

    /** The accepted messages and recipients, from the record. */
    public List<AcceptedRecipient> took() {
        return custody.record().all();
    }

    /** The recipients of the accepted messages that match. */
    public List<String> took(Predicate<AcceptedMail> such) {
        return mails().stream()
                .filter(such)
                .flatMap(mail -> mail.recipients().stream())
                .toList();
    }

    public List<AcceptedMail> mails() {
        return custody.mails();
    }

    /** The commands of all connections, in the order of arrival. */
    public List<ReceivedCommand> heard() {
        return seen.heard();
    }

    /** Protocol errors of clients: bare CR or LF, too long lines, commands sent early without PIPELINING. */
    public List<String> protocolErrors() {
        return seen.protocolErrors();
    }

    /** The number of connections so far. */
    public int connections() {
        return seen.connections.get();
    }

    /** Resets all connections and refuses new ones, like a machine that is down. */
    public void goAway() {
        door.close();
        dialogues.forEach(RelayDialogue::disconnect);
    }

    /** Listens again on the same port. */
    public void comeBack() {
        door.reopen();
    }

    @Override
    public void close() {
        goAway();
        custody.record().close();
    }

    /** The number of open connections that are older than this one. */
    int olderThan(int connection) {
        return (int) dialogues.stream()
                .filter(other -> other.connection() < connection)
                .count();
    }

    int nextTransaction() {
        return seen.transactions.incrementAndGet();
    }

    List<FaultAction> script(FaultPoint here, int connection, int transaction, List<String> recipients) {
        return script.acts(here, connection, transaction, recipients);
    }

    RelayObservations seen() {
        return seen;
    }

    void ended(RelayDialogue dialogue) {
        dialogues.remove(dialogue);
    }

    AcceptedMessages custody() {
        return custody;
    }

    private void meet(Socket client, int port) {
        int number = seen.connections.incrementAndGet();
        try {
            var dialogue = new RelayDialogue(new ClientSocket(client, seen::addProtocolError), this, manners, number);
            dialogues.add(dialogue);
            ListeningPort.thread("faulty-relay-" + port + "-" + number, dialogue);
        } catch (IOException gone) {
            // the connection ended before the banner; the client sees that
        }
    }
}
