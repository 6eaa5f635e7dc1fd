package org.belay.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.belay.cli.BelayCommand;
import org.belay.lab.FaultyRelayCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Control characters in foreign text are escaped and do not control the terminal. */
class EscapedOutputTest {
    private static final String REPORT = """
            Return-Path: <>
            From: MAILER-DAEMON@x.org
            To: bounces+7.0.4b1d2e346870fcc6@example.org
            Subject: Undelivered @
            Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

            --b1
            Content-Type: message/delivery-status

            Reporting-MTA: dns; x.org

            Final-Recipient: rfc822; ann@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 @RED no

            --b1--
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b]0;owned\u0007", "\u001b[31m", "\u009b31m", "a\rb", "\b\b", "\u007f", "\u202e", "\u2066"})
    void x35_an_explained_report_contains_no_control_characters(String sequence) throws IOException {
        Path file = folder.resolve("bounce.eml");
        Files.writeString(file, REPORT.replace(" @\n", " " + sequence + "\n").replace("@RED", sequence + "RED"));
        run("bounce", "explain", file.toString());
        run("bounce", "explain", "-o", "json", file.toString());
        assertThat(out.toString()).contains("ann@example.org");
        mustBeVisible();
    }

    @Test
    void x35_a_wrong_argument_is_repeated_with_escapes() {
        run("mail\u001b[2Jing");
        run("template", "check", folder + "/\u001b[31m\u202e");
        run("mailing", "show", "--url", "http://127.0.0.1:1/\u001b[31m", "M-1");
        mustBeVisible();
        assertThat(err.toString()).contains("\\u001b[2J");
    }

    @Test
    void x35_every_command_prints_through_the_escaping_writer() {
        var belay = BelayCommand.with(new FaultyRelayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        mustEscape(belay);
    }

    private void mustEscape(CommandLine command) {
        assertThat(command.getOut()).as(command.getCommandName()).isInstanceOf(EscapingWriter.class);
        assertThat(command.getErr()).as(command.getCommandName()).isInstanceOf(EscapingWriter.class);
        command.getSubcommands().values().forEach(this::mustEscape);
    }

    private void mustBeVisible() {
        assertThat((out.toString() + err).chars())
                .noneMatch(
                        c -> c < ' ' && c != '\n' && c != '\t' || c >= 0x7F && c <= 0x9F || c == 0x202E || c == 0x2066);
    }

    private void run(String... arguments) {
        var belay = BelayCommand.with().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        belay.execute(arguments);
        belay.getOut().flush();
        belay.getErr().flush();
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(out.toString()))
                .isTrue();
    }
}
