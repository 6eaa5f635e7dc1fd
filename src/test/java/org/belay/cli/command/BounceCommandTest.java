package org.belay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.belay.cli.BelayCommand;
import org.belay.cli.http.JsonCodec;
import org.belay.cli.http.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BounceCommandTest {
    private static final String REPORT = """
            Return-Path: <>
            From: MAILER-DAEMON@mx.example.org
            To: bounces+12.4711.0123456789abcdef@example.org
            Subject: failure notice

            Hi. This is the qmail-send program at mx.example.org.

            <ann@example.org>:
            550 5.1.1 no such user
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void an_unreachable_server_makes_the_mail_system_try_again() throws IOException {
        assertThat(run("bounce", message(), "--url", "http://127.0.0.1:1")).isEqualTo(75);
        assertThat(err.toString()).contains("No server answers", "hand it in again");
    }

    @Test
    void every_other_failure_makes_the_mail_system_try_again() throws IOException {
        assertThat(run(
                        "bounce",
                        message(),
                        "--token-file",
                        folder.resolve("none").toString()))
                .isEqualTo(75);
        assertThat(run("bounce", folder.resolve("none").toString())).isEqualTo(75);
    }

    @Test
    void a_message_is_explained_without_a_server() throws IOException {
        assertThat(run("bounce", "explain", message())).isZero();
        assertThat(out.toString())
                .contains("ann@example.org", "failed (permanent)", "5.1.1", "12.4711.0123456789abcdef");
    }

    @Test
    void output_json_has_the_same_content() throws IOException {
        assertThat(run("bounce", "explain", message(), "--output", "json")).isZero();

        JsonObject explained = JsonObject.of(JsonCodec.read(out.toString()));
        assertThat(explained.text("kind")).isEqualTo("bounce");
        assertThat(explained.list("recipients")).singleElement().satisfies(person -> {
            assertThat(person.text("address")).isEqualTo("ann@example.org");
            assertThat(person.text("failure")).isEqualTo("hard");
            assertThat(person.text("status")).isEqualTo("5.1.1");
        });
    }

    @Test
    void many_messages_are_explained_one_line_each_and_an_unreadable_file_stops_nothing() throws IOException {
        String none = folder.resolve("none").toString();
        assertThat(run("bounce", "explain", message(), none, message(), "--output", "json"))
                .isEqualTo(1);

        assertThat(out.toString().lines().map(line -> JsonObject.of(JsonCodec.read(line))))
                .hasSize(2)
                .allSatisfy(explained -> {
                    assertThat(explained.text("file")).endsWith("bounce.eml");
                    assertThat(explained.text("why")).contains("in words");
                });
        assertThat(err.toString()).contains(none, "cannot be read");
    }

    private String message() throws IOException {
        return Files.writeString(folder.resolve("bounce.eml"), REPORT).toString();
    }

    private int run(String... arguments) {
        return BelayCommand.with()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
