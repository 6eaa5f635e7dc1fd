package org.belay.response.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.belay.response.ReportReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LmtpServerTest {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private volatile boolean databaseIsAway;
    private LmtpServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LmtpServer(0, this::record);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void record(byte[] message) {
        if (databaseIsAway) throw new IllegalStateException("no database");
        messages.add(new String(message, StandardCharsets.UTF_8));
    }

    @Test
    void a_message_is_recorded_once_for_each_recipient_with_its_envelope() throws IOException {
        String replies = talk("""
                LHLO mx.example
                MAIL FROM:<> SIZE=100 BODY=8BITMIME
                RCPT TO:<bounces+1@corp.example>
                RCPT TO:<bounces+2@corp.example>
                DATA
                Subject: failure

                ..two dots
                .
                QUIT
                """);

        assertThat(replies).contains("354 ", "250 2.0.0 Recorded\r\n250 2.0.0 Recorded\r\n221 ");
        assertThat(messages)
                .containsExactly(
                        "Return-Path: <>\r\nDelivered-To: bounces+1@corp.example\r\nSubject: failure\r\n\r\n.two dots\r\n",
                        "Return-Path: <>\r\nDelivered-To: bounces+2@corp.example\r\nSubject: failure\r\n\r\n.two dots\r\n");
    }

    @Test
    void a_message_that_cannot_be_recorded_is_kept_by_the_mail_system() throws IOException {
        databaseIsAway = true;

        assertThat(talk("LHLO x\nMAIL FROM:<>\nRCPT TO:<b@corp.example>\nDATA\nSubject: a\n.\nQUIT\n"))
                .contains("451 4.3.0 ");
        assertThat(messages).isEmpty();
    }

    @Test
    void commands_in_the_wrong_order_or_unknown_are_refused_and_the_session_goes_on() throws IOException {
        String replies = talk("""
                EHLO mx
                MAIL FROM:<a@x.example>
                LHLO mx
                RCPT TO:<b@corp.example>
                DATA
                MAIL FROM:a@x.example
                MAIL FROM:<a@x.example>
                RCPT TO:<>
                STARTTLS
                RSET
                NOOP

                QUIT
                """);

        assertThat(replies.lines().filter(line -> line.matches("\\d{3} .*")).map(line -> line.substring(0, 3)))
                .containsExactly(
                        "220", "500", "503", "250", "503", "503", "501", "250", "501", "500", "250", "250", "500",
                        "221");
    }

    @Test
    void b07_of_a_huge_message_only_the_beginning_is_kept() throws IOException {
        String line = "x".repeat(70_000) + ".\n.y\n";
        String huge = line.repeat(60);

        String replies =
                talk("LHLO x\nMAIL FROM:<>\nRCPT TO:<b@corp.example>\nDATA\nSubject: a\n\n" + huge + ".\nQUIT\n");

        assertThat(replies).contains("250 2.0.0 Recorded", "221 ");
        assertThat(messages)
                .singleElement()
                .satisfies(kept -> assertThat(kept.length())
                        .isBetween(ReportReader.MOST_BYTES, ReportReader.MOST_BYTES + 100_000));
    }

    @Test
    void a_command_without_end_and_a_broken_connection_end_only_their_session() throws IOException {
        talk("LHLO " + "x".repeat(5_000) + "\n");
        talk("LHLO x\nMAIL FROM:<>\nRCPT TO:<b@corp.example>\nDATA\nSubject: cut off");

        assertThat(messages).isEmpty();
        assertThat(talk("LHLO x\nMAIL FROM:<>\nRCPT TO:<b@corp.example>\nDATA\nSubject: a\n.\nQUIT\n"))
                .contains("Recorded");
    }

    /** Sends everything, then reads until the server closes the connection. */
    private String talk(String commands) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(commands.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var replies = new StringBuilder();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                replies.append(line).append("\r\n");
            }
            return replies.toString();
        } catch (SocketException reset) {
            return "";
        }
    }
}
