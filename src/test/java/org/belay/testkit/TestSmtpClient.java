package org.belay.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A minimal SMTP client: sends a line, reads a reply. */
final class TestSmtpClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    /** Connects, reads the banner and sends EHLO. */
    static TestSmtpClient of(FaultyRelay relay) throws IOException {
        var caller = new TestSmtpClient(relay);
        caller.reply();
        caller.say("EHLO caller.example");
        return caller;
    }

    TestSmtpClient(FaultyRelay relay) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The whole reply, lines joined by a bar; "" if the connection is closed. */
    String say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    String reply() throws IOException {
        var reply = new StringBuilder();
        while (true) {
            String line = in.readLine();
            if (line == null) return reply.toString();
            reply.append(reply.isEmpty() ? "" : "|").append(line);
            if (line.length() < 4 || line.charAt(3) == ' ') return reply.toString();
        }
    }

    /**
     * Sends one message to these recipients.
     *
     * @return the reply to the final dot, or the first reply that stopped the message
     */
    String mail(String... recipients) throws IOException {
        String answer = say("MAIL FROM:<b@example.org>");
        for (int i = 0; i < recipients.length && answer.startsWith("2"); i++) {
            answer = say("RCPT TO:<" + recipients[i] + ">");
        }
        if (answer.startsWith("2")) answer = say("DATA");
        if (answer.startsWith("3")) return say("Message-ID: <1@belay.example>\r\nSubject: x\r\n\r\nHello\r\n.");
        if (!answer.isEmpty() && !answer.startsWith("421")) say("RSET");
        return answer;
    }

    static String base64(String words) {
        return Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
