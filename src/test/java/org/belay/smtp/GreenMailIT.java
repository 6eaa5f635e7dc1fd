package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.belay.smtp.wire.SmtpTranscript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against an independent server. */
class GreenMailIT {
    private static final String LETTER = "Subject: Hello\r\nTo: staff\r\n\r\nOne.\r\n.Two.\r\n..\r\n.\r\nEnd.\r\n";

    private GreenMail greenMail;

    @BeforeEach
    void start() {
        greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        greenMail.start();
    }

    @AfterEach
    void stop() {
        greenMail.stop();
    }

    @Test
    void a_message_reaches_every_recipient_with_its_lines_of_dots_intact() throws Exception {
        try (var session = SmtpSession.open(clear())) {
            var outcomes = session.offer(letterTo("ann@example.org", "bob@example.org"));

            assertThat(outcomes).hasSize(2).allMatch(o -> o instanceof RecipientOutcome.Accepted);
            assertThat(session.usable()).isTrue();
        }
        assertThat(greenMail.getReceivedMessages()).hasSize(2);
        assertThat(greenMail.getReceivedMessages()[0].getContent().toString().strip())
                .isEqualTo("One.\r\n.Two.\r\n..\r\n.\r\nEnd.");
    }

    @Test
    void one_session_carries_many_messages() {
        try (var session = SmtpSession.open(clear())) {
            for (int i = 0; i < 20; i++) {
                assertThat(session.offer(letterTo("p" + i + "@example.org")))
                        .allMatch(o -> o instanceof RecipientOutcome.Accepted);
            }
        }
        assertThat(greenMail.getReceivedMessages()).hasSize(20);
    }

    @Test
    void over_tls_it_signs_in_and_the_transcript_does_not_contain_the_password() {
        greenMail.setUser("sender", "sender", "s3cret-word");
        var heard = new ArrayList<String>();
        var relay = RelayAddress.of(
                        "127.0.0.1", greenMail.getSmtps().getPort(), TransportSecurity.TLS, "belay.example.org")
                .withCredentials(RelayCredentials.password("sender", "s3cret-word"))
                .withTrust(anyone());

        try (var session = SmtpSession.open(relay, new SmtpTranscript() {
            @Override
            public void client(String line) {
                heard.add("C: " + line);
            }

            @Override
            public void server(String line) {
                heard.add("S: " + line);
            }
        })) {
            assertThat(session.offer(letterTo("ann@example.org")))
                    .allMatch(o -> o instanceof RecipientOutcome.Accepted);
        }

        assertThat(heard).contains("C: AUTH PLAIN ****", "C: QUIT").anyMatch(l -> l.startsWith("S: 235"));
        assertThat(String.join("\n", heard)).doesNotContain("s3cret-word", "AHNlbmRlcg");
    }

    private RelayAddress clear() {
        return RelayAddress.of("127.0.0.1", greenMail.getSmtp().getPort(), TransportSecurity.NONE, "belay.example.org");
    }

    private static SmtpTransaction letterTo(String... people) {
        return SmtpTransaction.of("bounce@example.org", List.of(people), LETTER.getBytes(StandardCharsets.US_ASCII));
    }

    /** The certificate of GreenMail is for no host name; certificates have their own tests. */
    private static SSLContext anyone() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEverything()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TrustEverything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
