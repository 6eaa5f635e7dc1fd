package org.belay.smtp;

import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;
import org.belay.smtp.wire.SmtpChannel;
import org.belay.smtp.wire.SmtpReply;
import org.belay.smtp.wire.SmtpTranscript;

/**
 * The dialogue before the first transaction: connect, greeting, EHLO, STARTTLS, EHLO again, AUTH (RFC 5321, 3207,
 * 4954).
 */
final class SessionOpener {
    private final RelayAddress relay;
    private final SmtpTranscript transcript;
    private final ConnectFailureMessages excuse;
    private SmtpStage stage = SmtpStage.CONNECT;

    SessionOpener(RelayAddress relay, SmtpTranscript transcript) {
        this.relay = relay;
        this.transcript = transcript;
        this.excuse = new ConnectFailureMessages(relay);
    }

    SmtpSession open() {
        if (relay.credentials().isPresent() && relay.security() == TransportSecurity.NONE) {
            throw excuse.permanent(
                    SmtpStage.AUTH,
                    "A user name is set for the relay " + relay + ", but the connection would not be encrypted.",
                    "Set the relay's security to starttls or tls, or remove the user name.");
        }
        SmtpChannel wire = connect();
        boolean open = false;
        try {
            var session = new SmtpSession(relay, wire, prepare(wire));
            open = true;
            return session;
        } catch (IOException e) {
            throw excuse.broken(stage, e, wire.lastReply());
        } finally {
            if (!open) {
                wire.closeNow();
            }
        }
    }

    private EhloCapabilities prepare(SmtpChannel wire) throws IOException {
        if (relay.security() == TransportSecurity.TLS) {
            encrypt(wire);
        }
        SmtpReply greeting = wire.read(relay.deadlines().at(at(SmtpStage.GREETING)));
        if (greeting.code() != 220) {
            throw excuse.refused(stage, greeting, false); // also 554, which a relay may use while it is closed
        }
        EhloCapabilities can = hello(wire);
        if (relay.security() == TransportSecurity.STARTTLS) {
            if (!can.startTls()) {
                throw excuse.permanent(
                        SmtpStage.STARTTLS,
                        "The relay " + relay + " does not offer STARTTLS.",
                        "Ask its operator for a port that does, or set the relay's security to tls (port 465) or, if the"
                                + " connection is protected otherwise, to none.");
            }
            SmtpReply ready = ask(wire, SmtpStage.STARTTLS, "STARTTLS");
            if (ready.code() != 220) {
                throw excuse.refused(stage, ready, ready.permanent());
            }
            encrypt(wire);
            can = hello(wire); // what was announced before TLS must be discarded: RFC 3207 4.2
        }
        if (relay.credentials().isPresent()) {
            at(SmtpStage.AUTH);
            new SmtpAuthentication(wire, relay, excuse)
                    .authenticate(relay.credentials().get(), can);
        }
        return can;
    }

    private SmtpChannel connect() {
        try {
            return new SmtpChannel(new RelayConnector(relay).connect(), transcript);
        } catch (IOException e) {
            throw excuse.broken(stage, e);
        }
    }

    private EhloCapabilities hello(SmtpChannel wire) throws IOException {
        String name = relay.ehloName().isEmpty() ? wire.addressLiteral() : relay.ehloName();
        SmtpReply ehlo = ask(wire, SmtpStage.EHLO, "EHLO " + name);
        if (ehlo.positive()) {
            return EhloCapabilities.of(ehlo);
        }
        // HELO has no extensions, so it is enough only if none is needed
        boolean heloIsEnough = relay.security() != TransportSecurity.STARTTLS
                && relay.credentials().isEmpty();
        if (!ehlo.permanent() || !heloIsEnough) {
            throw excuse.refusedName(name, ehlo);
        }
        SmtpReply helo = ask(wire, SmtpStage.EHLO, "HELO " + name);
        if (!helo.positive()) {
            throw excuse.refusedName(name, helo);
        }
        return EhloCapabilities.NONE;
    }

    private void encrypt(SmtpChannel wire) throws IOException {
        var factory = relay.trust().isPresent()
                ? relay.trust().get().getSocketFactory()
                : (SSLSocketFactory) SSLSocketFactory.getDefault();
        wire.encrypt(factory, relay.host(), relay.port(), relay.deadlines().at(at(SmtpStage.HANDSHAKE)));
    }

    private SmtpReply ask(SmtpChannel wire, SmtpStage now, String command) throws IOException {
        return wire.ask(command, relay.deadlines().at(at(now)));
    }

    private SmtpStage at(SmtpStage now) {
        stage = now;
        return now;
    }
}
