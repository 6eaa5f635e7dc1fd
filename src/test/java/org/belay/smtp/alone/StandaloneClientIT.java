package org.belay.smtp.alone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.testkit.FaultPoint.RCPT;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.belay.smtp.RelayAddress;
import org.belay.smtp.RelayCredentials;
import org.belay.smtp.TransportSecurity;
import org.belay.smtp.tls.TlsTrust;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.TestAuthority;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The SMTP client can be used without the rest of Belay. */
@ExtendWith(FaultyRelayExtension.class)
class StandaloneClientIT {
    private static final Path EXAMPLE = Path.of("src/test/java/org/belay/smtp/alone/SendMessageExample.java");

    private static final Path ADDRESS = Path.of("src/main/java/org/belay/address/EmailAddress.java");

    @TempDir
    Path folder;

    @Test
    void the_client_compiles_with_the_jdk_alone() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/org/belay/smtp"));
                var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(Stream.concat(
                            Stream.of(ADDRESS), sources.filter(f -> f.toString().endsWith(".java")))
                    .toList());
            String annotations = NullMarked.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
            var options = List.of("-d", folder.toString(), "-classpath", annotations, "-proc:none");
            assertThat(compiler.getTask(said, files, null, options, null, units).call())
                    .as(said.toString())
                    .isTrue();
        }
    }

    @Test
    void the_example_in_the_documentation_runs(FaultyRelay relay) throws IOException {
        var authority = new TestAuthority();
        relay.withStartTls(authority.server("localhost")).requiringAuth("batch", "secret", "PLAIN");
        relay.forRecipient("bob@example.org").at(RCPT).reply("550 5.1.1 no such user");
        relay.forRecipient("cem@example.org").at(RCPT).reply("450 4.2.1 later");
        Path ca = Files.writeString(folder.resolve("company-ca.pem"), authority.pem());
        var address = RelayAddress.of("localhost", relay.port(), TransportSecurity.STARTTLS, "batch.example.org")
                .withCredentials(RelayCredentials.password("batch", "secret"))
                .withTrust(TlsTrust.of(ca).context());
        Path letter = Files.writeString(folder.resolve("letter.eml"), "Subject: Hello\r\n\r\nHello.\r\n");

        String told = SendMessageExample.send(
                address, letter, List.of("ann@example.org", "bob@example.org", "cem@example.org"));

        assertThat(told.lines())
                .containsExactly(
                        "ann@example.org has it: 250 2.0.0 taken",
                        "bob@example.org will not get it: 550 5.1.1 no such user",
                        "cem@example.org is tried again later: 450 4.2.1 later");
        assertThat(relay.took()).hasSize(1);
        relay.goAway();
        assertThat(SendMessageExample.send(address, letter, List.of("ann@example.org")))
                .contains("cannot be reached", "Nothing was sent.", "It may pass.");
    }

    @Test
    void the_documentation_shows_the_example_that_runs() throws IOException {
        String source = Files.readString(EXAMPLE);
        String shown = source.substring(
                        source.indexOf("smtp-client.md\n        byte") + 15, source.indexOf("        // --- end"))
                .lines()
                .map(line -> line.substring(Math.min(8, line.length())))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("docs/smtp-client.md"))).contains(shown);
    }
}
