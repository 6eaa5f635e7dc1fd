package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.belay.smtp.Letters.offerOne;
import static org.belay.smtp.Letters.to;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import org.belay.testkit.Authority;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.FaultyRelayExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Certificates to trust and to present come from files, and an unusable file is explained. */
@ExtendWith(FaultyRelayExtension.class)
class TrustIT {
    private static final Authority OURS = new Authority();
    private static final Authority ANOTHER = new Authority();

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

    private static Outcome offered(FaultyRelay relay, SSLContext context) {
        return offerOne(to(relay, Security.STARTTLS).trusting(context));
    }

    private static RelayUnavailable refusal(FaultyRelay relay, SSLContext context) {
        return catchThrowableOfType(RelayUnavailable.class, () -> offered(relay, context));
    }

    @Test
    void each_authority_in_the_file_is_trusted_and_no_other(FaultyRelay relay) throws IOException {
        relay.withStartTls(OURS.server("localhost"));

        assertThat(offered(relay, Trust.of(authorities).context())).isInstanceOf(Outcome.Accepted.class);

        var without = Trust.of(file("another.pem", ANOTHER.pem())).context();
        assertThat(refusal(relay, without)).hasMessageContaining("not signed by an authority that this machine trusts");
        assertThat(refusal(relay, Trust.usual().context()).stage()).isEqualTo(Stage.HANDSHAKE);
    }

    @Test
    void S41_the_host_name_is_checked_with_every_authority(FaultyRelay relay) {
        relay.withStartTls(OURS.server("relay.example"));

        assertThat(refusal(relay, Trust.of(authorities).context()))
                .hasMessageContaining("its certificate is not for localhost");
    }

    @Test
    void a_certificate_is_presented_to_a_relay_that_requests_one(FaultyRelay relay) throws Exception {
        relay.withStartTls(OURS.server("localhost")).requiringClientCertificate();
        Path ours = file("client.pem", OURS.clientPem("belay.example.org"));
        var trust = Trust.of(authorities);

        assertThat(offered(relay, trust.showing(ours, ours).context())).isInstanceOf(Outcome.Accepted.class);

        Path packed = packed(ours, "pass word");
        Path password = file("password", "pass word\n");
        assertThat(offered(
                        relay, trust.showing(new Trust.Pkcs12(packed, password)).context()))
                .isInstanceOf(Outcome.Accepted.class);

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
        var trust = Trust.of(authorities);

        assertThatThrownBy(() -> Trust.of(missing)).hasMessageContaining("The file " + missing + " cannot be read");
        assertThatThrownBy(() -> Trust.of(words)).hasMessageContaining(words + " contains no certificate. It must be");
        assertThatThrownBy(() -> Trust.of(broken))
                .hasMessageContaining(broken + " has a certificate that cannot be read");
        assertThatThrownBy(() -> trust.showing(authorities, authorities))
                .hasMessageContaining("-----BEGIN PRIVATE KEY");
        assertThatThrownBy(() -> trust.showing(ours, theirs))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("The key in " + theirs + " does not belong to the first certificate in " + ours);
        assertThatThrownBy(() -> trust.showing(new Trust.Pkcs12(packed, words)))
                .hasMessageContaining(packed + " cannot be opened with the password in " + words);
        assertThatThrownBy(() -> trust.showing(new Trust.Pkcs12(missing, words)))
                .hasMessageContaining(missing.toString());
    }

    private Path packed(Path pem, String password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var chain = new Pem(pem).certificates().toArray(Certificate[]::new);
        store.setKeyEntry("client", new Pem(pem).key(), password.toCharArray(), chain);
        Path file = folder.resolve("client.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
