package org.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.belay.cli.BelayCommand;
import org.belay.cli.print.ExitCode;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testkit.RelayRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code belay faulty-relay} as a mailer sees it: a process with a port and a record. */
class FaultyRelayCommandIT {
    @TempDir
    private Path folder;

    @Test
    void it_applies_the_profile_and_the_fault_and_stores_mails_and_record() throws Exception {
        Process relay =
                start("--behaves", "postfix", "--fault", "RCPT for bob@x: 550 5.1.1 unknown", "--keep", "mails");
        try {
            int port = port(relay);
            assertThat(dialogue(
                            port,
                            "EHLO me",
                            "MAIL FROM:<a@x>",
                            "RCPT TO:<bob@x>",
                            "RCPT TO:<ann@x>",
                            "DATA",
                            "Hi\r\n."))
                    .contains("550 5.1.1 unknown")
                    .last()
                    .asString()
                    .startsWith("250 2.0.0 Ok: queued as ");
        } finally {
            relay.destroy();
            relay.waitFor();
        }
        assertThat(RelayRecord.read(folder.resolve("relay-record.tsv")))
                .extracting(AcceptedRecipient::recipient)
                .containsExactly("ann@x");
        assertThat(folder.resolve("mails/00000001.eml")).hasContent("Hi\r\n");
    }

    @Test
    void an_unreadable_fault_is_wrong_usage() {
        var err = new StringWriter();
        int exit = BelayCommand.with(new FaultyRelayCommand())
                .setErr(new PrintWriter(err))
                .execute(
                        "faulty-relay",
                        "--port",
                        "0",
                        "--record",
                        folder.resolve("r").toString(),
                        "--fault",
                        "RCTP: drop");

        assertThat(exit).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err.toString()).contains("\"RCTP: drop\"").contains("CONNECT, BANNER");
    }

    private Process start(String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.belay.Belay",
                "faulty-relay",
                "--port",
                "0"));
        command.addAll(List.of(options));
        Files.createFile(folder.resolve("errors"));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private static int port(Process relay) throws IOException {
        var said = new BufferedReader(new InputStreamReader(relay.getInputStream(), StandardCharsets.UTF_8));
        return Integer.parseInt(said.readLine().replaceAll(".* port (\\d+)\\..*", "$1"));
    }

    /** The last line of each reply, in order. */
    private static List<String> dialogue(int port, String... lines) throws IOException {
        var replies = new ArrayList<String>();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            in.readLine();
            for (String line : lines) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                String reply = in.readLine();
                while (reply != null && reply.charAt(3) == '-') reply = in.readLine();
                replies.add(reply);
            }
        }
        return replies;
    }
}
