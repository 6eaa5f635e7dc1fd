package org.belay.response.mailbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.response.ReportReader;

/**
 * The server side of one LMTP connection (RFC 2033). A message is answered with 250 for a recipient when it is recorded for them; 451 means
 * that the mail system must keep it and try again. All of a message is read, only its beginning is kept.
 */
final class LmtpSession {
    /** RFC 5321 4.5.3.1.4 and 4.5.3.1.6, with room for the parameters of extensions. */
    private static final int MAX_LINE = 2_000;

    private static final int MAX_PART = 64 * 1024;
    private static final int MAX_RECIPIENTS = 100;
    private static final long MAX_SIZE = 256L * 1024 * 1024;
    private static final Pattern PATH = Pattern.compile("(?i)^(?:FROM|TO):\\s*<([^<>\\s]{0,320})>.*");

    private final InputStream in;
    private final OutputStream out;
    private final MessageSource.MessageHandler handler;
    private boolean greeted;
    private String sender = "";
    private boolean hasSender;
    private final List<String> recipients = new ArrayList<>();

    LmtpSession(Socket socket, MessageSource.MessageHandler handler) throws IOException {
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
        this.handler = handler;
    }

    /** Answers commands until the client ends the session. */
    void serve() throws IOException {
        reply("220 Belay LMTP");
        for (String line = line(); !line.isEmpty(); line = line()) {
            String command = line.strip();
            String word = command.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
            if (word.equals("QUIT")) {
                reply("221 2.0.0 Goodbye");
                break;
            }
            answer(word, command.substring(word.length()).strip());
        }
    }

    private void answer(String word, String argument) throws IOException {
        switch (word) {
            case "LHLO" -> {
                reset();
                greeted = true;
                reply(
                        "250-Belay",
                        "250-PIPELINING",
                        "250-8BITMIME",
                        "250-SMTPUTF8",
                        "250-ENHANCEDSTATUSCODES",
                        "250 SIZE " + MAX_SIZE);
            }
            case "MAIL" -> mail(argument);
            case "RCPT" -> recipient(argument);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                reply("250 2.0.0 OK");
            }
            case "NOOP" -> reply("250 2.0.0 OK");
            case "HELO", "EHLO" -> reply("500 5.5.1 This is LMTP: use LHLO.");
            default -> reply("500 5.5.1 Unknown command.");
        }
    }

    private void mail(String argument) throws IOException {
        Matcher path = PATH.matcher(argument);
        if (!greeted || hasSender) {
            reply("503 5.5.1 " + (greeted ? "MAIL was sent before." : "Send LHLO first."));
        } else if (!path.matches()) {
            reply("501 5.5.4 Write MAIL FROM:<address>.");
        } else {
            sender = path.group(1);
            hasSender = true;
            reply("250 2.1.0 OK");
        }
    }

    private void recipient(String argument) throws IOException {
        Matcher path = PATH.matcher(argument);
        if (!hasSender) {
            reply("503 5.5.1 Send MAIL first.");
        } else if (!path.matches() || path.group(1).isEmpty()) {
            reply("501 5.5.4 Write RCPT TO:<address>.");
        } else if (recipients.size() == MAX_RECIPIENTS) {
            reply("452 4.5.3 Too many recipients: " + MAX_RECIPIENTS + " at most.");
        } else {
            recipients.add(path.group(1));
            reply("250 2.1.5 OK");
        }
    }

    private void data() throws IOException {
        if (recipients.isEmpty()) {
            reply("503 5.5.1 Send RCPT first.");
            return;
        }
        reply("354 End the message with a line that is a dot.");
        byte[] message = message();
        for (String recipient : recipients) {
            record(recipient, message);
        }
        reset();
    }

    /** The envelope is put in front of the message, as a mail system does when it delivers: a report is matched by it. */
    private void record(String recipient, byte[] message) throws IOException {
        var whole = new ByteArrayOutputStream(message.length + 1_000);
        whole.writeBytes(("Return-Path: <" + sender + ">\r\nDelivered-To: " + recipient + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(message);
        try {
            handler.handle(whole.toByteArray());
            reply("250 2.0.0 Recorded");
        } catch (RuntimeException unrecorded) {
            reply("451 4.3.0 The message could not be recorded. Try again later.");
        }
    }

    /** The message without the dots that the client added (RFC 5321 4.5.2). */
    private byte[] message() throws IOException {
        var kept = new ByteArrayOutputStream(16 * 1024);
        long size = 0;
        boolean begins = true;
        for (byte[] part = linePart(); !(begins && isEnd(part)); part = linePart()) {
            size += part.length;
            if (size > MAX_SIZE) throw new IOException("The message is too long.");
            int from = begins && part[0] == '.' ? 1 : 0;
            if (kept.size() < ReportReader.MOST_BYTES) kept.write(part, from, part.length - from);
            begins = part[part.length - 1] == '\n';
        }
        return kept.toByteArray();
    }

    private static boolean isEnd(byte[] line) {
        return line[0] == '.' && (line.length == 2 && line[1] == '\n' || line.length == 3 && line[1] == '\r');
    }

    /** The rest of a line with its end, or as much of it as fits. Never empty. */
    private byte[] linePart() throws IOException {
        var part = new ByteArrayOutputStream(128);
        while (part.size() < MAX_PART) {
            int next = in.read();
            if (next < 0) throw new IOException("The connection ended within a message.");
            part.write(next);
            if (next == '\n') break;
        }
        return part.toByteArray();
    }

    private void reset() {
        hasSender = false;
        sender = "";
        recipients.clear();
    }

    /** A command; empty at the end of the connection. */
    private String line() throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n')
                return line.toString(StandardCharsets.UTF_8).isBlank() ? " " : line.toString(StandardCharsets.UTF_8);
            if (line.size() == MAX_LINE) throw new IOException("A command is too long.");
            line.write(next);
        }
        return "";
    }

    private void reply(String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
