package org.belay.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.belay.testkit.internal.ClientSocket;
import org.belay.testkit.internal.TarpitPolicy;
import org.jspecify.annotations.Nullable;

/** The SMTP dialogue on one connection: the script decides where it has a line for the point, the defaults otherwise. */
final class RelayDialogue implements Runnable {
    private final ClientSocket line;
    private final RelayConnections relay;
    private final RelayDefaults defaults;
    private final int connection;

    private int transaction; // number within the relay; 0 before the first MAIL
    private int transactionsBegun; // transactions begun on this connection
    private int refusals;
    private boolean signedIn;
    private boolean utf8;
    private boolean eightBit;
    private @Nullable String returnPath; // null: no transaction is open
    private final List<String> recipients = new ArrayList<>();

    RelayDialogue(ClientSocket line, RelayConnections relay, int connection) {
        this.line = line;
        this.relay = relay;
        this.defaults = relay.defaults;
        this.connection = connection;
    }

    int connection() {
        return connection;
    }

    @Override
    public void run() {
        try (line) {
            answer(FaultPoint.CONNECT, List.of(), "");
            if (defaults.encryptedFromTheStart) {
                encrypt();
            }
            if (answer(FaultPoint.BANNER, List.of(), defaults.banner) == '2') {
                while (next(line.readCommand())) {}
            }
            line.flush();
        } catch (IOException ended) {
            // ended by the script or by the client; a test observes it on its side
        } finally {
            relay.ended(this);
        }
    }

    void disconnect() {
        line.reset();
    }

    private boolean next(String command) throws IOException {
        relay.observed.heard(connection, command, line.encrypted());
        if (line.hasMore() && !defaults.offers("PIPELINING")) {
            relay.observed.addProtocolError("sent more before the reply to " + command);
        }
        String word = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (word) {
            case "EHLO" -> {
                resetTransaction();
                answer(FaultPoint.EHLO, List.of(), defaults.ehlo(line.encrypted()));
            }
            case "HELO" -> answer(FaultPoint.HELO, List.of(), "250 faulty.relay");
            case "STARTTLS" -> startTls();
            case "AUTH" -> signedIn = new RelayAuthentication(line, defaults).authenticate(command, this::answerAuth);
            case "MAIL" -> mail(PathCommand.read(command));
            case "RCPT" -> rcpt(PathCommand.read(command));
            case "DATA" -> data();
            case "RSET" -> {
                resetTransaction();
                answer(FaultPoint.RSET, List.of(), "250 2.0.0 forgotten");
            }
            case "NOOP" -> say("250 2.0.0 still here");
            case "QUIT" -> {
                answer(FaultPoint.QUIT, List.of(), "221 2.0.0 bye");
                return false;
            }
            default -> say("500 5.5.2 unknown command");
        }
        return true;
    }

    private void startTls() throws IOException {
        if (defaults.identity == null || line.encrypted()) {
            say("502 5.5.1 not here");
        } else if (answer(FaultPoint.STARTTLS, List.of(), "220 2.0.0 go on") == '2') {
            resetTransaction();
            encrypt();
        }
    }

    private void encrypt() throws IOException {
        answer(FaultPoint.HANDSHAKE, List.of(), "");
        SSLContext identity = Objects.requireNonNull(defaults.identity, "TLS is offered with an identity only");
        line.encrypt(identity, defaults.clientCertificate);
    }

    private void mail(PathCommand command) throws IOException {
        transaction = relay.observed.transactions.incrementAndGet();
        String usual = defaults.username != null && !signedIn
                ? "530 5.7.0 sign in first"
                : returnPath != null
                        ? "503 5.5.1 a transaction is open"
                        : command.refusal(defaults, command.says("SMTPUTF8")).orElse("250 2.1.0 ok");
        if (answer(FaultPoint.MAIL, List.of(), usual) == '2') {
            returnPath = command.path();
            utf8 = command.says("SMTPUTF8");
            eightBit = utf8 || command.value("BODY").orElse("").equalsIgnoreCase("8BITMIME");
            transactionsBegun++;
        }
    }

    private void rcpt(PathCommand command) throws IOException {
        String usual = returnPath == null
                ? "503 5.5.1 MAIL first"
                : command.refusal(defaults, utf8).orElse("250 2.1.5 ok");
        if (answer(FaultPoint.RCPT, List.of(command.path()), usual) == '2') {
            recipients.add(command.path());
        }
    }

    private void data() throws IOException {
        boolean ready = returnPath != null && !recipients.isEmpty();
        if (answer(FaultPoint.DATA, recipients, ready ? "354 go on" : "503 5.5.1 RCPT first") != '3') {
            return;
        }
        answer(FaultPoint.BODY, recipients, "");
        byte[] bytes = line.readMessage();
        if (!eightBit && hasHighBit(bytes)) {
            relay.observed.addProtocolError("8-bit bytes in a message without BODY=8BITMIME"); // RFC 6152 3
        }
        var mail = new AcceptedMail(returnPath == null ? "" : returnPath, List.copyOf(recipients), bytes);
        String name = relay.accepted.newQueueId();
        String usual =
                bytes.length > defaults.size ? "552 5.3.4 too big" : defaults.acceptedReply.replace("{id}", name);
        answer(FaultPoint.DOT, recipients, usual, () -> relay.accepted.accept(mail, name));
        resetTransaction();
    }

    private void resetTransaction() {
        returnPath = null;
        recipients.clear();
    }

    private char answerAuth(String usual) throws IOException {
        return answer(FaultPoint.AUTH, List.of(), usual);
    }

    private char answer(FaultPoint here, List<String> addresses, String usual) throws IOException {
        return answer(here, addresses, usual, () -> {});
    }

    /** Runs the script for this point, then sends the usual reply if the script sent none. */
    private char answer(FaultPoint here, List<String> addresses, String usual, ActionContext.MessageKeeper keeper)
            throws IOException {
        var turn = new ActionContext(line, keeper, this::applyTarpit);
        for (FaultAction act : relay.script.acts(here, connection, transaction, addresses)) {
            act.run(turn);
        }
        if (turn.answered() == 0 && !usual.isEmpty()) {
            String reply = withinLimits(here, usual);
            turn.answer(bytes(reply));
            turn.closeAfter421(reply);
        }
        return turn.answered();
    }

    private String withinLimits(FaultPoint here, String usual) {
        boolean refused = usual.charAt(0) != '2' && usual.charAt(0) != '3';
        if (refused) return usual;
        var reached =
                new LimitUsage.DialogueProgress(relay.olderThan(connection), transactionsBegun, recipients.size());
        return defaults.limits.refusal(here, reached, defaults.clock).orElse(usual);
    }

    private void say(String usual) throws IOException {
        line.write(applyTarpit(bytes(usual)));
    }

    /** Delays a refusal, or closes the connection instead, after too many refusals. */
    private byte[] applyTarpit(byte[] reply) throws IOException {
        TarpitPolicy patience = defaults.tarpit;
        if (reply.length == 0 || !patience.counts((char) reply[0])) return reply;
        refusals++;
        if (refusals > patience.refusalsWithoutPause()) {
            new ActionContext(line).sleep(patience.pause());
        }
        if (refusals >= patience.maxRefusals()) {
            line.write(bytes(patience.goodbye()));
            new ActionContext(line).drop();
        }
        return reply;
    }

    private static byte[] bytes(String reply) {
        return (reply + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasHighBit(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) return true;
        }
        return false;
    }
}
