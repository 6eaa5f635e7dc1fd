package org.belay.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection's dialogue, from the banner to its end: the script where it has something to say, manners elsewhere. */
final class Dialogue implements Runnable {
    private final Line line;
    private final FaultyRelay relay;
    private final Manners manners;
    private final int connection;

    private int transaction; // of the whole relay; 0 before the first MAIL
    private int begun; // transactions on this connection
    private boolean signedIn;
    private String returnPath; // null: no transaction is open
    private final List<String> recipients = new ArrayList<>();

    Dialogue(Line line, FaultyRelay relay, Manners manners, int connection) {
        this.line = line;
        this.relay = relay;
        this.manners = manners;
        this.connection = connection;
    }

    @Override
    public void run() {
        try (line) {
            answer(Point.CONNECT, List.of(), "");
            if (manners.encryptedFromTheStart) {
                encrypt();
            }
            String banner =
                    relay.isFull() ? "421 4.7.0 faulty.relay has too many connections" : "220 faulty.relay ESMTP";
            if (answer(Point.BANNER, List.of(), banner) == '2') {
                while (next(line.readCommand())) {}
            }
            line.flush();
        } catch (IOException ended) {
            // by the script, or by the other side: both are what a test looks at from its own end
        } finally {
            relay.ended(this);
        }
    }

    void hangUp() {
        line.tear();
    }

    private boolean next(String command) throws IOException {
        relay.seen().heard(connection, command, line.encrypted());
        if (line.hasMore() && !manners.offers("PIPELINING")) {
            relay.seen().offended("spoke before the answer to " + command);
        }
        String word = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (word) {
            case "EHLO" -> {
                forget();
                answer(Point.EHLO, List.of(), manners.ehlo(line.encrypted()));
            }
            case "HELO" -> answer(Point.HELO, List.of(), "250 faulty.relay");
            case "STARTTLS" -> startTls();
            case "AUTH" -> signedIn = new Doorkeeper(line, manners).lets(command, this::answerAuth);
            case "MAIL" -> mail(command);
            case "RCPT" -> rcpt(command);
            case "DATA" -> data();
            case "RSET" -> {
                forget();
                answer(Point.RSET, List.of(), "250 2.0.0 forgotten");
            }
            case "NOOP" -> answer("250 2.0.0 still here");
            case "QUIT" -> {
                answer(Point.QUIT, List.of(), "221 2.0.0 bye");
                return false;
            }
            default -> answer("500 5.5.2 unknown command");
        }
        return true;
    }

    private void startTls() throws IOException {
        if (manners.identity == null || line.encrypted()) {
            answer("502 5.5.1 not here");
        } else if (answer(Point.STARTTLS, List.of(), "220 2.0.0 go on") == '2') {
            forget();
            encrypt();
        }
    }

    private void encrypt() throws IOException {
        answer(Point.HANDSHAKE, List.of(), "");
        line.encrypt(manners.identity);
    }

    private void mail(String command) throws IOException {
        transaction = relay.nextTransaction();
        if (begun == manners.transactionsPerConnection) {
            answer("421 4.7.0 enough on this connection");
            line.flush();
            throw new IOException("enough on this connection");
        }
        String usual = manners.username != null && !signedIn
                ? "530 5.7.0 sign in first"
                : returnPath != null ? "503 5.5.1 a transaction is open" : "250 2.1.0 ok";
        if (answer(Point.MAIL, List.of(), usual) == '2') {
            returnPath = path(command);
            begun++;
        }
    }

    private void rcpt(String command) throws IOException {
        String recipient = path(command);
        String usual = returnPath == null
                ? "503 5.5.1 MAIL first"
                : recipients.size() >= manners.recipientsPerTransaction
                        ? "452 4.5.3 too many recipients"
                        : "250 2.1.5 ok";
        if (answer(Point.RCPT, List.of(recipient), usual) == '2') {
            recipients.add(recipient);
        }
    }

    private void data() throws IOException {
        boolean ready = returnPath != null && !recipients.isEmpty();
        if (answer(Point.DATA, recipients, ready ? "354 go on" : "503 5.5.1 RCPT first") != '3') {
            return;
        }
        answer(Point.BODY, recipients, "");
        byte[] bytes = line.readMessage();
        var mail = new Mail(returnPath == null ? "" : returnPath, List.copyOf(recipients), bytes);
        String usual = bytes.length > manners.size ? "552 5.3.4 too big" : "250 2.0.0 taken";
        answer(Point.DOT, recipients, usual, () -> relay.custody().take(mail));
        forget();
    }

    private void forget() {
        returnPath = null;
        recipients.clear();
    }

    private char answerAuth(String usual) throws IOException {
        return answer(Point.AUTH, List.of(), usual);
    }

    private void answer(String usual) throws IOException {
        line.write((usual + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private char answer(Point here, List<String> whom, String usual) throws IOException {
        return answer(here, whom, usual, () -> {});
    }

    /** Plays the script for this point, then gives the usual answer if the script gave none. */
    private char answer(Point here, List<String> whom, String usual, Turn.Keeper keeper) throws IOException {
        var turn = new Turn(line, keeper);
        for (Act act : relay.script(here, connection, transaction, whom)) {
            act.play(turn);
        }
        if (turn.answered() == 0 && !usual.isEmpty()) {
            turn.answer((usual + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return turn.answered();
    }

    private static String path(String command) {
        int from = command.indexOf('<');
        int to = command.lastIndexOf('>');
        return from >= 0 && to > from ? command.substring(from + 1, to) : "";
    }
}
