package org.belay.smtp;

import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;

/**
 * The dialogue before the first transaction: connect, greeting, EHLO, STARTTLS, EHLO again, AUTH (RFC 5321, 3207,
 * 4954).
 */
final class Opening {
    private final RelayAddress relay;
    private final Transcript transcript;
    private final Excuse excuse;
    private Stage stage = Stage.CONNECT;

    Opening(RelayAddress relay, Transcript transcript) {
        this.relay = relay;
        this.transcript = transcript;
        this.excuse = new Excuse(relay);
    }

    Session open() {
        if (relay.credentials().isPresent() && relay.security() == Security.NONE) {
            throw excuse.permanent(
                    Stage.AUTH,
                    "A user name is set for the relay " + relay + ", but the connection would not be encrypted.",
                    "Set the relay's security to starttls or tls, or remove the user name.");
        }
        Wire wire = connect();
        boolean open = false;
        try {
            var session = new Session(relay, wire, prepare(wire));
            open = true;
            return session;
        } catch (IOException e) {
            throw excuse.broken(stage, e, wire.lastWords());
        } finally {
            if (!open) {
                wire.cut();
            }
        }
    }

    private Capabilities prepare(Wire wire) throws IOException {
        if (relay.security() == Security.TLS) {
            encrypt(wire);
        }
        Reply greeting = wire.read(relay.deadlines().at(at(Stage.GREETING)));
        if (greeting.code() != 220) {
            throw excuse.refused(stage, greeting, false); // also 554, which a relay may use while it is closed
        }
        Capabilities can = hello(wire);
        if (relay.security() == Security.STARTTLS) {
            if (!can.startTls()) {
                throw excuse.permanent(
                        Stage.STARTTLS,
                        "The relay " + relay + " does not offer STARTTLS.",
                        "Ask its operator for a port that does, or set the relay's security to tls (port 465) or, if the"
                                + " connection is protected otherwise, to none.");
            }
            Reply ready = ask(wire, Stage.STARTTLS, "STARTTLS");
            if (ready.code() != 220) {
                throw excuse.refused(stage, ready, ready.permanent());
            }
            encrypt(wire);
            can = hello(wire); // what was announced before TLS must be discarded: RFC 3207 4.2
        }
        if (relay.credentials().isPresent()) {
            at(Stage.AUTH);
            new SignIn(wire, relay, excuse).with(relay.credentials().get(), can);
        }
        return can;
    }

    private Wire connect() {
        try {
            return new Wire(new Reach(relay).connect(), transcript);
        } catch (IOException e) {
            throw excuse.broken(stage, e);
        }
    }

    private Capabilities hello(Wire wire) throws IOException {
        String name = relay.ehloName().isEmpty() ? wire.addressLiteral() : relay.ehloName();
        Reply ehlo = ask(wire, Stage.EHLO, "EHLO " + name);
        if (ehlo.positive()) {
            return Capabilities.of(ehlo);
        }
        // HELO has no extensions, so it is enough only if none is needed
        boolean heloIsEnough =
                relay.security() != Security.STARTTLS && relay.credentials().isEmpty();
        if (!ehlo.permanent() || !heloIsEnough) {
            throw excuse.refusedName(name, ehlo);
        }
        Reply helo = ask(wire, Stage.EHLO, "HELO " + name);
        if (!helo.positive()) {
            throw excuse.refusedName(name, helo);
        }
        return Capabilities.NONE;
    }

    private void encrypt(Wire wire) throws IOException {
        var factory = relay.trust().isPresent()
                ? relay.trust().get().getSocketFactory()
                : (SSLSocketFactory) SSLSocketFactory.getDefault();
        wire.encrypt(factory, relay.host(), relay.port(), relay.deadlines().at(at(Stage.HANDSHAKE)));
    }

    private Reply ask(Wire wire, Stage now, String command) throws IOException {
        return wire.ask(command, relay.deadlines().at(at(now)));
    }

    private Stage at(Stage now) {
        stage = now;
        return now;
    }
}
