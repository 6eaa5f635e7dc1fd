package org.belay.lab.bench.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.belay.lab.bench.network.NetworkPath;
import org.belay.lab.bench.sink.PostfixSmtpSink;
import org.belay.lab.bench.sink.SinkCount;
import org.belay.lab.bench.sink.SinkProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every compared sender sends all messages, with and without delay, and the sink counts them. */
class ComparedSendersIT {
    private static final byte[] MESSAGE = """
            Subject: x\r
            MIME-Version: 1.0\r
            Content-Type: multipart/alternative; boundary=b\r
            \r
            --b\r
            Content-Type: text/plain\r
            \r
            ..Hello\r
            --b\r
            Content-Type: text/html\r
            \r
            <body>Hello</body>\r
            --b--\r
            .\r
            """.getBytes(StandardCharsets.US_ASCII);

    private static SinkProcess sink;

    @BeforeAll
    static void start() {
        sink = SinkProcess.start();
    }

    @AfterAll
    static void stop() {
        sink.close();
    }

    @Test
    void each_sender_sends_all_messages_over_its_connections() throws InterruptedException {
        var plain = new PlainSocketSender(4, MESSAGE);
        var contenders = new ArrayList<ComparedSender>(List.of(plain, JakartaMailSender.like(MESSAGE, 4)));
        PostfixSmtpSource.installed(4, 500).ifPresent(contenders::add);
        for (ComparedSender contender : contenders) {
            sink.reset();
            contender.send(sink.port(), 41);

            SinkCount count = sink.count();
            assertThat(count.messages()).as(contender.name()).isEqualTo(41);
            assertThat(count.recipients()).as(contender.name()).isEqualTo(41);
            assertThat(count.connections()).as(contender.name()).isEqualTo(4);
        }
    }

    @Test
    void smtp_sink_counts_if_it_is_installed() throws InterruptedException {
        Optional<PostfixSmtpSink> installed = PostfixSmtpSink.start();
        Assumptions.assumeTrue(installed.isPresent());
        try (PostfixSmtpSink postfix = installed.get()) {
            new PlainSocketSender(3, MESSAGE).send(postfix.port(), 5);
            await().until(() -> postfix.count().messages() == 5);
            postfix.reset();

            new PlainSocketSender(3, MESSAGE).send(postfix.port(), 10);

            await().until(() -> postfix.count().recipients() == 10);
        }
    }

    @Test
    void the_sink_returns_the_first_message_as_sent() throws InterruptedException {
        sink.reset();
        new PlainSocketSender(1, MESSAGE).send(sink.port(), 2);

        assertThat(sink.sample()).isEqualTo(MESSAGE);
        assertThat(sink.count().bytes()).isEqualTo(2L * MESSAGE.length);
    }

    @Test
    void a_delayed_message_takes_two_round_trips_and_arrives() throws InterruptedException {
        for (NetworkPath way : NetworkPath.values()) {
            sink.reset();
            try (NetworkPath.PathEnd end = way.to(sink.port())) {
                new PlainSocketSender(2, MESSAGE).send(end.port(), 10);
            }
            assertThat(sink.count().messages()).as(way.words).isEqualTo(10);
            // five per connection: after the first one four more, with two round trips each
            if (way.hasDelay()) assertThat(sink.count().seconds()).isGreaterThan(4 * 2 * 0.020 * 0.9);
        }
    }
}
