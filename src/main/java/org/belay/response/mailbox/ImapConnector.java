package org.belay.response.mailbox;

import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.StoreClosedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.belay.platform.BounceSettings.ImapSettings;
import org.belay.platform.Settings.ConnectionSecurity;
import org.belay.smtp.oauth.BearerTokenSource;
import org.belay.smtp.oauth.TokenEndpoint;
import org.belay.smtp.tls.TlsTrust;
import org.eclipse.angus.mail.imap.IMAPStore;

/** Connects to an IMAP server. Password and token are read for each connection, so that a change needs no restart. Each wait has an end. */
final class ImapConnector {
    private static final int CONNECT_MILLIS = 15_000;

    /** Longer than one wait for new mail. */
    private static final int ANSWER_MILLIS = 90_000;

    private static final int WRITE_MILLIS = 30_000;

    private final ImapSettings settings;
    private final Optional<BearerTokenSource> tokens;

    ImapConnector(ImapSettings settings) {
        this.settings = settings;
        tokens = settings.oauth()
                .map(its -> new TokenEndpoint(its.tokenEndpoint(), its.clientId(), its.secretFile(), its.scope()));
    }

    /** @throws IOException if the password or the token cannot be read */
    IMAPStore connect() throws MessagingException, IOException {
        String protocol = settings.security() == ConnectionSecurity.TLS ? "imaps" : "imap";
        var store = (IMAPStore) Session.getInstance(properties(protocol)).getStore(protocol);
        store.connect(settings.host(), settings.port(), settings.username(), secret());
        return store;
    }

    private String secret() throws IOException {
        if (tokens.isPresent()) {
            return tokens.get().token();
        }
        Optional<Path> file = settings.passwordFile();
        return file.isEmpty() ? "" : Files.readString(file.get()).strip();
    }

    private Properties properties(String protocol) {
        var properties = new Properties();
        String start = "mail." + protocol + ".";
        properties.setProperty(start + "connectiontimeout", String.valueOf(CONNECT_MILLIS));
        properties.setProperty(start + "timeout", String.valueOf(ANSWER_MILLIS));
        properties.setProperty(start + "writetimeout", String.valueOf(WRITE_MILLIS));
        properties.setProperty(start + "fetchsize", String.valueOf(256 * 1024));
        properties.setProperty(start + "ssl.checkserveridentity", "true");
        String starttls = String.valueOf(settings.security() == ConnectionSecurity.STARTTLS);
        properties.setProperty(start + "starttls.enable", starttls);
        properties.setProperty(start + "starttls.required", starttls);
        if (tokens.isPresent()) {
            properties.setProperty(start + "auth.mechanisms", "XOAUTH2");
        }
        settings.authorities()
                .ifPresent(file -> properties.put(
                        start + "ssl.socketFactory", TlsTrust.of(file).context().getSocketFactory()));
        return properties;
    }

    /** Why it failed, for a person: the innermost cause says more than the library. */
    static String reason(Throwable failure) {
        if (failure instanceof FolderClosedException || failure instanceof StoreClosedException) {
            return "the server ended the connection.";
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
