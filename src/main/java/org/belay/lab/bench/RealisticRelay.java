package org.belay.lab.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.belay.lab.bench.network.DelayProxy;
import org.belay.lab.process.TemporaryHome;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.ReceivedCommand;
import org.belay.testkit.RelayBehaviour;
import org.belay.testkit.RelayLimit;
import org.belay.testkit.RelayRecord;
import org.belay.testkit.TestAuthority;

/** A realistic relay: TLS, 50 ms round trip, slow replies, 5 % refusals, a limit of messages per connection. */
final class RealisticRelay implements AutoCloseable {
    static final Duration ROUND_TRIP = Duration.ofMillis(50);
    static final int MESSAGES_PER_CONNECTION = 50;
    private static final char[] PASSWORD = "public".toCharArray(); // protects nothing: certificates are not secret

    private final TemporaryHome home = TemporaryHome.create("belay-bench-relay-");
    private final TestAuthority authority = new TestAuthority();
    private final FaultyRelay relay;
    private final DelayProxy line;
    private final ThreadLocal<Instant> mailHeard = new ThreadLocal<>(); // one thread per dialogue
    private final ConcurrentLinkedQueue<AcceptedCopy> arrivals = new ConcurrentLinkedQueue<>();

    /**
     * One accepted message.
     *
     * @param begun when its MAIL was received
     * @param taken just before it was acknowledged
     * @param kind {@code notice} or {@code correction}
     */
    record AcceptedCopy(Instant begun, Instant taken, String kind, List<String> recipients) {}

    RealisticRelay() {
        relay = FaultyRelay.start(0, new RelayRecord(home.path().resolve("record.tsv"), RelayRecord.Durability.WRITE))
                .withoutKeepingBytes()
                .behaving(RelayBehaviour.generic())
                .withStartTls(authority.server("127.0.0.1", "localhost"))
                .limitedTo(RelayLimit.messagesPerConnection(MESSAGES_PER_CONNECTION))
                .scripted("RCPT 5%: 550 5.1.1 no such user", "DOT: wait 300-800ms")
                .reportingCommandsTo(this::heard)
                .forwardingTo(this::taken);
        line = DelayProxy.to("127.0.0.1", relay.port(), ROUND_TRIP);
    }

    int port() {
        return line.port();
    }

    /** Java options that make the server trust the certificate of this relay and no other. */
    String[] javaOptions() {
        Path store = home.path().resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            var pem = new ByteArrayInputStream(authority.pem().getBytes(StandardCharsets.US_ASCII));
            trust.setCertificateEntry(
                    "relay", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            trust.store(out, PASSWORD);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The certificate of the relay cannot be written for the server", e);
        }
        return new String[] {
            "-Djavax.net.ssl.trustStore=" + store,
            "-Djavax.net.ssl.trustStorePassword=" + new String(PASSWORD),
            "-Djavax.net.ssl.trustStoreType=PKCS12"
        };
    }

    List<AcceptedCopy> arrivals(String kind) {
        return arrivals.stream().filter(arrival -> arrival.kind().equals(kind)).toList();
    }

    /** Time since then during which the relay or the network was busy with mails of this kind. */
    Duration busySince(Instant since, String kind) {
        Duration wire = ROUND_TRIP.dividedBy(2);
        Duration busy = Duration.ZERO;
        Instant covered = since;
        List<AcceptedCopy> inOrder = arrivals(kind).stream()
                .sorted((one, other) -> one.begun().compareTo(other.begun()))
                .toList();
        for (AcceptedCopy arrival : inOrder) {
            Instant from = later(arrival.begun().minus(wire), covered);
            Instant to = arrival.taken().plus(wire);
            if (to.isAfter(from)) {
                busy = busy.plus(Duration.between(from, to));
                covered = to;
            }
        }
        return busy;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void heard(ReceivedCommand heard) {
        if (heard.command().regionMatches(true, 0, "MAIL", 0, 4)) mailHeard.set(Instant.now());
    }

    private void taken(AcceptedMail mail) {
        arrivals.add(new AcceptedCopy(
                mailHeard.get(),
                Instant.now(),
                mail.header("Belay-Kind").orElse("").strip(),
                mail.recipients()));
    }

    @Override
    public void close() {
        line.close();
        relay.close();
        home.close();
    }
}
