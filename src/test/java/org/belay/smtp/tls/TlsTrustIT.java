package org.belay.smtp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.belay.smtp.TestTransactions.offerOne;
import static org.belay.smtp.TestTransactions.to;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpStage;
import org.belay.smtp.TransportSecurity;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.TestAuthority;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Certificates to trust and to present come from files, and an unusable file is explained. */
@ExtendWith(FaultyRelayExtension.class)
class TlsTrustIT {
    private static final TestAuthority OURS = new TestAuthority();
    private static final TestAuthority ANOTHER = new TestAuthority();

    @TempDir
    Path folder;

    private Path authorities;

    @BeforeEach
    void files() throws IOException {
        authorities = file("authorities.pem", "Another one:\n" + ANOTHER.pem() + "\nOur own (CN=x-y):\n" + OURS.pem());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static RecipientOutcome offered(FaultyRelay relay, SSLContext context) {
        return offerOne(to(relay, TransportSecurity.STARTTLS).withTrust(context));
    }

    private static RelayUnavailable refusal(FaultyRelay relay, SSLContext context) {
        return catchThrowableOfType(RelayUnavailable.class, () -> offered(relay, context));
    }

    @Test
    void each_authority_in_the_file_is_trusted_and_no_other(FaultyRelay relay) throws IOException {
        relay.withStartTls(OURS.server("localhost"));

        assertThat(offered(relay, TlsTrust.of(authorities).context())).isInstanceOf(RecipientOutcome.Accepted.class);

        var without = TlsTrust.of(file("another.pem", ANOTHER.pem())).context();
        assertThat(refusal(relay, without)).hasMessageContaining("not signed by an authority that this machine trusts");
        assertThat(refusal(relay, TlsTrust.systemDefault().context()).stage()).isEqualTo(SmtpStage.HANDSHAKE);
    }

    @Test
    void S41_the_host_name_is_checked_with_every_authority(FaultyRelay relay) {
        relay.withStartTls(OURS.server("relay.example"));

        assertThat(refusal(relay, TlsTrust.of(authorities).context()))
                .hasMessageContaining("its certificate is not for localhost");
    }

    @Test
    void a_certificate_is_presented_to_a_relay_that_requests_one(FaultyRelay relay) throws Exception {
        relay.withStartTls(OURS.server("localhost")).requiringClientCertificate();
        Path ours = file("client.pem", OURS.clientPem("belay.example.org"));
        var trust = TlsTrust.of(authorities);

        assertThat(offered(relay, trust.withIdentity(ours, ours).context()))
                .isInstanceOf(RecipientOutcome.Accepted.class);

        Path packed = packed(ours, "pass word");
        Path password = file("password", "pass word\n");
        assertThat(offered(
                        relay,
                        trust.withIdentity(new TlsTrust.Pkcs12File(packed, password))
                                .context()))
                .isInstanceOf(RecipientOutcome.Accepted.class);

        assertThat(refusal(relay, trust.context())).isNotNull(); // no certificate to present
    }

    @Test
    void an_unusable_file_is_named_with_what_it_should_be(FaultyRelay relay) throws Exception {
        Path ours = file("ours.pem", OURS.clientPem("belay.example.org"));
        Path theirs = file("theirs.pem", OURS.clientPem("other.example.org"));
        Path missing = folder.resolve("missing.pem");
        Path words = file("words.pem", "no certificate");
        Path broken = file("broken.pem", OURS.pem().replace("MII", "AAA"));
        Path packed = packed(ours, "right");
        var trust = TlsTrust.of(authorities);

        assertThatThrownBy(() -> TlsTrust.of(missing)).hasMessageContaining("The file " + missing + " cannot be read");
        assertThatThrownBy(() -> TlsTrust.of(words))
                .hasMessageContaining(words + " contains no certificate. It must be");
        assertThatThrownBy(() -> TlsTrust.of(broken))
                .hasMessageContaining(broken + " has a certificate that cannot be read");
        assertThatThrownBy(() -> trust.withIdentity(authorities, authorities))
                .hasMessageContaining("-----BEGIN PRIVATE KEY");
        assertThatThrownBy(() -> trust.withIdentity(ours, theirs))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("The key in " + theirs + " does not belong to the first certificate in " + ours);
        assertThatThrownBy(() -> trust.withIdentity(new TlsTrust.Pkcs12File(packed, words)))
                .hasMessageContaining(packed + " cannot be opened with the password in " + words);
        assertThatThrownBy(() -> trust.withIdentity(new TlsTrust.Pkcs12File(missing, words)))
                .hasMessageContaining(missing.toString());
    }

    private Path packed(Path pem, String password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var chain = new PemFile(pem).certificates().toArray(Certificate[]::new);
        store.setKeyEntry("client", new PemFile(pem).key(), password.toCharArray(), chain);
        Path file = folder.resolve("client.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
