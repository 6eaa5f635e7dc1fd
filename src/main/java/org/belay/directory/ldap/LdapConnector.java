package org.belay.directory.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.belay.platform.DirectorySettings.LdapSettings;
import org.belay.platform.Settings.ConnectionSecurity;
import org.belay.platform.files.UnusableFile;
import org.belay.smtp.tls.TlsTrust;

/** Connects to the directory and signs in. */
final class LdapConnector {
    private static final int CONNECT_TIME = 10_000;

    /** A group of the largest directories in one entry; also what a broken server can make Belay read at once. */
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private static final Set<ResultCode> WRONG = Set.of(
            ResultCode.INVALID_CREDENTIALS,
            ResultCode.INAPPROPRIATE_AUTHENTICATION,
            ResultCode.CONSTRAINT_VIOLATION,
            ResultCode.UNWILLING_TO_PERFORM,
            ResultCode.NO_SUCH_OBJECT);

    private LdapConnector() {}

    static LdapSession connect(LdapSettings server) {
        LDAPConnection connection = connection(server);
        var session = new LdapSession(connection, server);
        try {
            connection.connect(server.host(), server.port(), CONNECT_TIME);
            if (server.security() == ConnectionSecurity.STARTTLS) startTls(connection, server);
            if (server.bindDn().isPresent()) signIn(connection, server);
            return session;
        } catch (LDAPException failed) {
            session.close();
            throw new LdapFailure(server, failed);
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    /**
     * Whether this is the password of the entry. An account that is locked, expired or disabled has none (RFC 4511 4.2.2).
     *
     * @param password not empty
     */
    static boolean accepts(LdapSettings server, String dn, String password) {
        LDAPConnection connection = connection(server);
        try (connection) {
            connection.connect(server.host(), server.port(), CONNECT_TIME);
            if (server.security() == ConnectionSecurity.STARTTLS) startTls(connection, server);
            connection.bind(new SimpleBindRequest(dn, password));
            return true;
        } catch (LDAPException failed) {
            if (WRONG.contains(failed.getResultCode())) return false;
            throw new LdapFailure(server, failed);
        }
    }

    private static LDAPConnection connection(LdapSettings server) {
        var options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true); // no thread for each connection
        options.setFollowReferrals(false);
        options.setConnectTimeoutMillis(CONNECT_TIME);
        options.setResponseTimeoutMillis(server.answerTime().toMillis());
        options.setMaxMessageSize(LARGEST_ANSWER);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        SocketFactory sockets = server.security() == ConnectionSecurity.TLS
                ? context(server).getSocketFactory()
                : SocketFactory.getDefault();
        return new LDAPConnection(sockets, options);
    }

    private static void startTls(LDAPConnection connection, LdapSettings server) throws LDAPException {
        var result = connection.processExtendedOperation(new StartTLSExtendedRequest(context(server)));
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LdapFailure(server, new LDAPException(result));
        }
    }

    private static void signIn(LDAPConnection connection, LdapSettings server) throws LDAPException {
        String password = password(server);
        if (password.isEmpty()) { // RFC 4513 5.1.2: the server would answer success and read as anonymous
            throw new LdapFailure("The file of directory.ldap.password-file is empty. Write the password into it.");
        }
        connection.bind(new SimpleBindRequest(server.bindDn().orElseThrow(), password));
    }

    /** Read for each connection, so that a new password needs no restart. */
    private static String password(LdapSettings server) {
        try {
            return Files.readString(server.passwordFile().orElseThrow()).strip();
        } catch (IOException unreadable) {
            throw new LdapFailure(
                    "The password of the directory cannot be read: " + UnusableFile.describe(unreadable) + ".");
        }
    }

    private static SSLContext context(LdapSettings server) {
        try {
            return server.authorities()
                    .map(TlsTrust::of)
                    .orElseGet(TlsTrust::systemDefault)
                    .context();
        } catch (UncheckedIOException unusable) {
            throw new LdapFailure(String.valueOf(unusable.getMessage()));
        }
    }
}
