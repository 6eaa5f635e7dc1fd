package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.belay.smtp.TestTransactions.offerOne;
import static org.belay.smtp.TestTransactions.to;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.belay.smtp.tls.PemFile;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.TestAuthority;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A second connection to the same relay resumes the TLS session: visible because no certificate is checked. */
@ExtendWith(FaultyRelayExtension.class)
class TlsResumptionIT {
    private final TestAuthority authority = new TestAuthority();
    private final AtomicInteger judged = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void within_one_context_the_relays_certificate_is_checked_once(FaultyRelay relay) throws Exception {
        relay.withTls(authority.server("localhost"));
        var address = to(relay, TransportSecurity.TLS).withTrust(counting());

        for (int i = 0; i < 4; i++) {
            assertThat(offerOne(address)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
        assertThat(judged).hasValue(1);

        assertThat(offerOne(address.withTrust(counting()))).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(judged).hasValue(2);
    }

    @Test
    void S41_a_session_of_one_name_is_not_resumed_for_another(FaultyRelay relay) throws Exception {
        relay.withTls(authority.server("localhost"));
        var context = counting();
        offerOne(to(relay, TransportSecurity.TLS).withTrust(context));

        var byAnotherName = RelayAddress.of("127.0.0.1", relay.port(), TransportSecurity.TLS, "belay.example.org")
                .withTrust(context);

        assertThatThrownBy(() -> offerOne(byAnotherName)).hasMessageContaining("its certificate is not for 127.0.0.1");
    }

    private SSLContext counting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Path pem = Files.writeString(folder.resolve("authority.pem"), authority.pem());
        store.setCertificateEntry("authority", new PemFile(pem).certificates().get(0));
        var believers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        believers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new Counting((X509ExtendedTrustManager) believers.getTrustManagers()[0])
                },
                null);
        return context;
    }

    private final class Counting extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager judge;

        Counting(X509ExtendedTrustManager judge) {
            this.judge = judge;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            judged.incrementAndGet();
            judge.checkServerTrusted(chain, type, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new AssertionError("no engine is used here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new AssertionError("the name would not be checked");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new AssertionError("this is no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new AssertionError("this is no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new AssertionError("this is no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return judge.getAcceptedIssuers();
        }
    }
}
