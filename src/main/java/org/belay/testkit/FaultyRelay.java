package org.belay.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/** A real SMTP relay on the loopback address that does as its script says; see the story of the package. */
public final class FaultyRelay implements AutoCloseable {
    private final Custody custody;
    private final Script script = new Script();
    private final Manners manners = new Manners();
    private final Observations seen = new Observations();
    private final Set<Dialogue> dialogues = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;
    private volatile Thread receiver;
    private volatile int port;

    private FaultyRelay(RelayRecord record) {
        this.custody = new Custody(record);
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
        var relay = new FaultyRelay(record);
        relay.listen(port);
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

    /** Behaves from now on. */
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

    /** So many connections at once; a further one is answered 421. */
    public FaultyRelay takingConnections(int most) {
        manners.connections = most;
        return this;
    }

    /** So many transactions on a connection; a further MAIL is answered 421 and the connection closed. */
    public FaultyRelay takingTransactionsPerConnection(int most) {
        manners.transactionsPerConnection = most;
        return this;
    }

    public FaultyRelay takingRecipientsPerTransaction(int most) {
        manners.recipientsPerTransaction = most;
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

    public int port() {
        return port;
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
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The relay's port cannot be closed.", e);
        }
        // the kernel keeps listening for as long as a thread stands in accept(), which on a busy machine is long enough
        // to let one more guest in
        boolean interrupted = false;
        while (receiver.isAlive()) {
            try {
                receiver.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        dialogues.forEach(Dialogue::hangUp);
    }

    /** Listens again on the port it had. */
    public void comeBack() {
        listen(port);
    }

    @Override
    public void close() {
        goAway();
        custody.record().close();
    }

    boolean isFull() {
        return dialogues.size() > manners.connections;
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

    private void listen(int wanted) {
        try {
            var listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 200);
            door = listening;
            port = listening.getLocalPort();
            receiver = thread("faulty-relay-" + port, () -> receive(listening));
        } catch (IOException e) {
            throw new UncheckedIOException("The relay cannot listen on port " + wanted + ".", e);
        }
    }

    private void receive(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                if (listening.isClosed()) {
                    socket.close();
                    return;
                }
                int number = seen.connections.incrementAndGet();
                var dialogue = new Dialogue(new Line(socket, seen::offended), this, manners, number);
                dialogues.add(dialogue);
                thread("faulty-relay-" + port + "-" + number, dialogue);
            } catch (IOException closed) {
                // the loop's condition tells whether it was the door or just one guest
            }
        }
    }

    private static Thread thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
