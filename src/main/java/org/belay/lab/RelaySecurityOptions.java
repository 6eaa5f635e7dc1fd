package org.belay.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.TestAuthority;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a relay's encryption and of the sign-in that it asks for. */
final class RelaySecurityOptions {
    /** How connections are encrypted. */
    enum TlsMode {
        none,
        starttls,
        tls
    }

    @Option(
            names = "--tls",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "none, starttls or tls; default none")
    private TlsMode tls;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "where to write the certificate of its own authority, for clients to trust")
    private @Nullable Path caFile;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "require AUTH (PLAIN, LOGIN, XOAUTH2) with this user name")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "file with the password or token of --user")
    private @Nullable Path passwordFile;

    /**
     * @param address address that the relay listens on, for its certificate
     * @throws IllegalArgumentException if the options do not fit each other
     */
    void apply(FaultyRelay relay, String address) {
        encrypt(relay, address);
        if (user != null) relay.requiringAuth(user, password(), "PLAIN", "LOGIN", "XOAUTH2");
    }

    private void encrypt(FaultyRelay relay, String address) {
        if (tls == TlsMode.none) return;
        var authority = new TestAuthority();
        if (tls == TlsMode.tls) relay.withTls(authority.server("localhost", address));
        else relay.withStartTls(authority.server("localhost", address));
        if (caFile != null) FaultyRelayCommand.write(caFile, authority.pem().getBytes(StandardCharsets.US_ASCII));
    }

    private String password() {
        if (passwordFile == null) throw new IllegalArgumentException("--user needs --password-file.");
        return FaultyRelayCommand.read(passwordFile).strip();
    }
}
