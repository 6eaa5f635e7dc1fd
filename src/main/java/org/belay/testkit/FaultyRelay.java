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

/** A real SMTP relay on the loopback address that does as its script says; see the story of the package. */
public final class FaultyRelay implements AutoCloseable {
    private final Script script = new Script();
    private final Manners manners = new Manners();
    private final Custody custody;
    private final Observations seen = new Observations();
    private final Set<Dialogue> dialogues = ConcurrentHashMap.newKeySet();
    private final Door door;

    private FaultyRelay(InetAddress address, RelayRecord record) {
        custody = new Custody(record, manners);
        door = new Door(address, this::meet);
    }

    /** Starts one on a free port, with a record in a temporary file that is written but not fsynced. */
    public static FaultyRelay start() {
        try {
            Path file = Files.createTempFile("relay-record", ".tsv");
            file.toFile().deleteOnExit();
            return start(0, new RelayRecord(file, RelayRecord.Durability.WRITE));
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary file for the relay's record.", e);
        }
    }

    /** Starts one on this port (0: a free one) with this record, which it closes in the end. */
    public static FaultyRelay start(int port, RelayRecord record) {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), record);
    }

    /** Starts one where others can reach it too. It takes mail from anybody and sends none on. */
    public static FaultyRelay start(InetSocketAddress where, RelayRecord record) {
        var relay = new FaultyRelay(where.getAddress(), record);
        relay.door.open(where.getPort());
        return relay;
    }

    public Then at(Point point) {
        return script.when().at(point);
    }

    public Then after(Point point) {
        return at(point);
    }

    public When forRecipient(String address) {
        return script.when().forRecipient(address);
    }

    public When onConnection(int n) {
        return script.when().onConnection(n);
    }

    public When onTransaction(int n) {
        return script.when().onTransaction(n);
    }

    /**
     * Adds lines of script written as text, like {@code "RCPT for ann@example.org: 550 5.1.1 no such user"}; see
     * {@code docs/faulty-relay.md}.
     *
     * @throws IllegalArgumentException that says what is wrong with which line
     */
    public FaultyRelay scripted(String... lines) {
        for (String line : lines) {
            FaultLine.parse(line, script.when());
        }
        return this;
    }

    /** Where the script says nothing, chance has its way. */
    public FaultyRelay withChaos(Chaos chaos) {
        script.let(chaos);
        return this;
    }

    /** Forgets script and chaos; character and limits stay. */
    public void forgetScript() {
        script.forget();
    }

    /** The keywords in its answer to EHLO; STARTTLS, AUTH and SIZE come by themselves from what it can. */
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

    /** Offers AUTH with these mechanisms, behind TLS if it has any, and takes no mail without it. */
    public FaultyRelay requiringSignIn(String username, String password, String... mechanisms) {
        manners.username = username;
        manners.password = password;
        manners.mechanisms = List.of(mechanisms);
        return this;
    }

    /** Takes no client whose certificate the identity's authority did not sign. */
    public FaultyRelay requiringClientCertificate() {
        manners.clientCertificate = true;
        return this;
    }

    /** Has this character from now on; limits come on top of those it has. */
    public FaultyRelay behaving(Behaves like) {
        manners.take(like);
        return this;
    }

    public FaultyRelay limitedTo(Limit... limits) {
        for (Limit limit : limits) {
            manners.limits.add(limit);
        }
        return this;
    }

    /** So many connections at once; a further one is answered 421. */
    public FaultyRelay takingConnections(int most) {
        return limitedTo(Limit.connections(most));
    }

    /** So many transactions on a connection; a further MAIL is answered 421 and the connection closed. */
    public FaultyRelay takingTransactionsPerConnection(int most) {
        return limitedTo(Limit.messagesPerConnection(most));
    }

    public FaultyRelay takingRecipientsPerTransaction(int most) {
        return limitedTo(Limit.recipientsPerMessage(most));
    }

    /** Its record and its limits go by this clock. */
    public FaultyRelay goingBy(Clock clock) {
        manners.clock = clock;
        return this;
    }

    public FaultyRelay takingBytes(long most) {
        manners.size = most;
        return this;
    }

    /** Keeps from now on only the record, not the messages. */
    public FaultyRelay withoutKeepingBytes() {
        custody.keepNoBytes();
        return this;
    }

    /** Hands every mail it takes also there, after its record and before its answer. */
    public FaultyRelay handingOnTo(Consumer<Mail> next) {
        custody.handOnTo(next);
        return this;
    }

    /** Tells there of each command as it comes. */
    public FaultyRelay tellingOf(Consumer<Heard> listener) {
        seen.tell(listener);
        return this;
    }

    public int port() {
        return door.port();
    }

    /** What it took, from its record. */
    public List<Taken> took() {
        return custody.record().all();
    }

    /** The recipients of those messages it took that are such. */
    public List<String> took(Predicate<Mail> such) {
        return mails().stream()
                .filter(such)
                .flatMap(mail -> mail.recipients().stream())
                .toList();
    }

    public List<Mail> mails() {
        return custody.mails();
    }

    /** The commands of all connections, in their order. */
    public List<Heard> heard() {
        return seen.heard();
    }

    /** What no client may do: bare CR or LF, endless lines, speaking out of turn where PIPELINING is not offered. */
    public List<String> offences() {
        return seen.offences();
    }

    /** How many connections it has had. */
    public int connections() {
        return seen.connections.get();
    }

    /** Tears all connections and refuses new ones, as a machine that is down. */
    public void goAway() {
        door.shut();
        dialogues.forEach(Dialogue::hangUp);
    }

    /** Listens again on the port it had. */
    public void comeBack() {
        door.reopen();
    }

    @Override
    public void close() {
        goAway();
        custody.record().close();
    }

    /** How many connections are open that came before this one. */
    int olderThan(int connection) {
        return (int) dialogues.stream()
                .filter(other -> other.connection() < connection)
                .count();
    }

    int nextTransaction() {
        return seen.transactions.incrementAndGet();
    }

    List<Act> script(Point here, int connection, int transaction, List<String> recipients) {
        return script.acts(here, connection, transaction, recipients);
    }

    Observations seen() {
        return seen;
    }

    void ended(Dialogue dialogue) {
        dialogues.remove(dialogue);
    }

    Custody custody() {
        return custody;
    }

    private void meet(Socket guest, int port) {
        int number = seen.connections.incrementAndGet();
        try {
            var dialogue = new Dialogue(new Line(guest, seen::offended), this, manners, number);
            dialogues.add(dialogue);
            Door.thread("faulty-relay-" + port + "-" + number, dialogue);
        } catch (IOException gone) {
            // before the first word was said: the guest sees what there is to see
        }
    }
}
