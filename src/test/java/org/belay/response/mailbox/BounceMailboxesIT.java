package org.belay.response.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.belay.cli.http.JsonObject;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.ReturnedMail;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bounces that Belay fetches by itself: from an IMAP server, a Maildir, and by LMTP. */
class BounceMailboxesIT {
    private static final String USER = "bounces@corp.example";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path folder = temporaryFolder();
    private static final int lmtpPort = freePort();
    private static final ServerSetup IMAP = new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
    private static GreenMail mailServer = startMailServer("secret");
    private static final FaultyRelay relay = FaultyRelay.start().offering("DSN", "PIPELINING", "8BITMIME");

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve()
            .relay(relay)
            .auditRelay()
            .set("BELAY_BOUNCE_MAILBOX_IMAP_HOST", "127.0.0.1")
            .set("BELAY_BOUNCE_MAILBOX_IMAP_PORT", String.valueOf(IMAP.getPort()))
            .set("BELAY_BOUNCE_MAILBOX_IMAP_SECURITY", "none")
            .set("BELAY_BOUNCE_MAILBOX_IMAP_USERNAME", USER)
            .set(
                    "BELAY_BOUNCE_MAILBOX_IMAP_PASSWORD_FILE",
                    folder.resolve("password").toString())
            .set("BELAY_BOUNCE_MAILBOX_MAILDIR", folder.resolve("maildir").toString())
            .set("BELAY_BOUNCE_MAILBOX_LMTP_PORT", String.valueOf(lmtpPort));

    @AfterAll
    static void stop() {
        mailServer.stop();
    }

    @Test
    void b01_each_way_marks_the_delivery_and_reading_again_changes_nothing() throws Exception {
        TestMailing circular = belay.mailing(4).send().awaitSent();
        int before = inFolder("Belay done");

        deliver(bounce(circular, 1));
        deliver("Subject: no bounce\n\nHello".getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("maildir/new/1.M1.host"), bounce(circular, 2));
        assertThat(handIn(bounce(circular, 3))).contains("250 2.0.0 Recorded");
        await().atMost(SOON).untilAsserted(() -> assertThat(bounced(circular)).isEqualTo(3));

        await().atMost(SOON).untilAsserted(() -> assertThat(inFolder("INBOX")).isZero());
        assertThat(inFolder("Belay done")).isEqualTo(before + 2);
        assertThat(folder.resolve("maildir/cur/1.M1.host:2,S")).exists();

        deliver(bounce(circular, 1));
        Files.write(folder.resolve("maildir/new/2.M1.host"), bounce(circular, 2));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(inFolder("Belay done")).isEqualTo(before + 3));
        await().atMost(SOON).until(() -> Files.exists(folder.resolve("maildir/cur/2.M1.host:2,S")));
        assertThat(bounced(circular)).isEqualTo(3);
        assertThat(states()).allSatisfy(state -> {
            assertThat(state.text("problem")).isEmpty();
            assertThat(state.text("lastReadAt")).isNotEmpty();
        });
    }

    @Test
    void b07_a_message_that_cannot_be_parsed_does_not_keep_the_next_one_waiting() throws Exception {
        TestMailing circular = belay.mailing(2).send().awaitSent();
        var bomb = new StringBuilder("Content-Type: multipart/mixed; boundary=b\n\n");
        for (int i = 0; i < 10_000; i++) bomb.append("--b\nContent-Type: text/plain\n\nx\n");

        Files.writeString(folder.resolve("maildir/new/b07.M1.host"), bomb);
        Files.write(folder.resolve("maildir/new/b07.M2.host"), new byte[3_000_000]);
        Files.write(folder.resolve("maildir/new/b07.M3.host"), bounce(circular, 1));

        await().atMost(SOON).untilAsserted(() -> assertThat(bounced(circular)).isEqualTo(1));
        assertThat(folder.resolve("maildir/new")).isEmptyDirectory();
    }

    @Test
    void b10_a_mailbox_that_cannot_be_read_is_shown_while_sending_goes_on_and_read_again_later() throws Exception {
        mailServer.stop();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(imap().text("failingSince")).isNotEmpty());
        TestMailing circular = belay.mailing(2).send().awaitSent();
        assertThat(HttpBrowser.signedIn(belay, TestInstallation.ADMIN).get("/").body())
                .contains("The bounce mailbox</a> is not read since");

        mailServer = startMailServer("changed");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(imap().text("problem")).contains("refused the sign-in of " + USER));
        deliver(bounce(circular, 1));
        Files.writeString(folder.resolve("password"), "changed\n");

        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(bounced(circular)).isEqualTo(1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(imap().text("problem")).isEmpty());
    }

    @Test
    void a_mailbox_is_tested_without_changing_it() {
        for (String kind : List.of("imap", "maildir", "lmtp")) {
            assertThat(belay.as(TestInstallation.ADMIN)
                            .post("/reports/mailboxes/" + kind + "/test", Map.of())
                            .texts("steps"))
                    .as(kind)
                    .isNotEmpty();
        }
    }

    private static byte[] bounce(TestMailing circular, int person) {
        String address = circular.address(person);
        return ReturnedMail.of(relay.mails().stream()
                        .filter(mail -> mail.recipients().equals(List.of(address)))
                        .findFirst()
                        .orElseThrow())
                .failed(address)
                .bytes();
    }

    private static long bounced(TestMailing circular) {
        return belay.sql()
                .sql("SELECT count(*) FROM bounce b JOIN delivery d ON d.id = b.delivery WHERE d.dispatch IN"
                        + " (SELECT id FROM dispatch WHERE mailing = :mailing)")
                .param("mailing", Long.parseLong(circular.id().replace("M-", "")))
                .query(Long.class)
                .single();
    }

    private static List<JsonObject> states() {
        return belay.as(TestInstallation.ADMIN).get("/reports/mailboxes").list("mailboxes");
    }

    private static JsonObject imap() {
        return states().stream()
                .filter(state -> state.text("kind").equals("imap"))
                .findFirst()
                .orElseThrow();
    }

    private static void deliver(byte[] message) throws MessagingException {
        GreenMailUser user = mailServer.getUserManager().getUser(USER);
        user.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message)));
    }

    private static int inFolder(String name) throws FolderException {
        GreenMailUser user = mailServer.getUserManager().getUser(USER);
        var found = name.equals("INBOX")
                ? mailServer.getManagers().getImapHostManager().getInbox(user)
                : mailServer.getManagers().getImapHostManager().getFolder(user, name);
        return found == null ? 0 : found.getMessageCount();
    }

    private static String handIn(byte[] message) throws IOException {
        try (var socket = new Socket("127.0.0.1", lmtpPort)) {
            socket.setSoTimeout(20_000);
            String commands = "LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<bounces@corp.example>\r\nDATA\r\n";
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(message);
            socket.getOutputStream().write("\r\n.\r\nQUIT\r\n".getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static GreenMail startMailServer(String password) {
        var server = new GreenMail(IMAP);
        server.start();
        try {
            server.getUserManager().createUser(USER, USER, password);
        } catch (UserException e) {
            throw new IllegalStateException(e);
        }
        return server;
    }

    private static Path temporaryFolder() {
        try {
            Path made = Files.createTempDirectory("bounces");
            Files.writeString(made.resolve("password"), "secret\n");
            Files.createDirectories(made.resolve("maildir/new"));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
