package org.belay.smtp.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates to trust and to present, read from files. Keep the {@link #context()} and use it for every connection: a
 * TLS session can only be resumed within its context. An unusable file is an {@link UncheckedIOException} that names it
 * and what it should be.
 */
public final class TlsTrust {
    private static final char[] IN_MEMORY_ONLY = "unguarded".toCharArray();

    private final Optional<List<X509Certificate>> authorities;
    private final Optional<KeyStore> identity;

    private TlsTrust(Optional<List<X509Certificate>> authorities, Optional<KeyStore> identity) {
        this.authorities = authorities;
        this.identity = identity;
    }

    /** The authorities of this Java installation. */
    public static TlsTrust systemDefault() {
        return new TlsTrust(Optional.empty(), Optional.empty());
    }

    /** Only the authorities in this PEM file, one or several. */
    public static TlsTrust of(Path authorities) {
        return new TlsTrust(Optional.of(new PemFile(authorities).certificates()), Optional.empty());
    }

    /**
     * Presents a certificate to relays that request one: its chain, own certificate first, and its key, in PEM form;
     * may be one file.
     */
    public TlsTrust withIdentity(Path chain, Path key) {
        var certificates = new PemFile(chain).certificates().toArray(X509Certificate[]::new);
        PrivateKey secret = new PemFile(key).key();
        try {
            if (!match(certificates[0], secret)) {
                throw new IOException("it is the key of another certificate");
            }
            KeyStore store = empty();
            store.setKeyEntry("client", secret, IN_MEMORY_ONLY, certificates);
            return new TlsTrust(authorities, Optional.of(store));
        } catch (GeneralSecurityException | IOException e) {
            throw new UncheckedIOException(
                    "The key in " + key + " does not belong to the first certificate in " + chain + " ("
                            + e.getMessage()
                            + "). The client's own certificate must come first, and the key must be its key.",
                    new IOException(e));
        }
    }

    /** The same from a PKCS#12 file; its password is in a file, white space around it is ignored. */
    public TlsTrust withIdentity(Pkcs12File identity) {
        return new TlsTrust(authorities, Optional.of(identity.opened(IN_MEMORY_ONLY)));
    }

    /** A PKCS#12 file (.p12, .pfx) with one certificate and its key, and the file with its password. */
    public record Pkcs12File(Path file, Path passwordFile) {
        private KeyStore opened(char[] anew) {
            try (InputStream in = Files.newInputStream(file)) {
                char[] password = Files.readString(passwordFile).strip().toCharArray();
                KeyStore source = KeyStore.getInstance("PKCS12");
                source.load(in, password);
                KeyStore copy = empty();
                for (String alias : Collections.list(source.aliases())) {
                    if (source.isKeyEntry(alias)) {
                        copy.setKeyEntry(
                                alias, source.getKey(alias, password), anew, source.getCertificateChain(alias));
                    }
                }
                if (copy.size() == 0) {
                    throw new IOException("it contains no key");
                }
                return copy;
            } catch (GeneralSecurityException | IOException e) {
                throw new UncheckedIOException(
                        "The client certificate " + file + " cannot be opened with the password in " + passwordFile
                                + " (" + e.getMessage()
                                + "). It must be a PKCS#12 file with a certificate and its key.",
                        new IOException(e));
            }
        }
    }

    /** A new context; create one per relay. */
    public SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This Java runtime cannot create a TLS context: " + e.getMessage(), e);
        }
    }

    private KeyManager @Nullable [] keys() throws GeneralSecurityException {
        if (identity.isEmpty()) {
            return null;
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(identity.get(), IN_MEMORY_ONLY);
        return own.getKeyManagers();
    }

    private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        int n = 0;
        for (X509Certificate one : authorities.get()) {
            store.setCertificateEntry("authority-" + n++, one);
        }
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(store);
        return trustManagers.getTrustManagers();
    }

    private static boolean match(X509Certificate certificates, PrivateKey secret) throws GeneralSecurityException {
        String kind = secret.getAlgorithm();
        var proof = Signature.getInstance(
                kind.equals("RSA") ? "SHA256withRSA" : kind.equals("EC") ? "SHA256withECDSA" : "Ed25519");
        proof.initSign(secret);
        byte[] signed = proof.sign();
        proof.initVerify(certificates);
        return proof.verify(signed);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
