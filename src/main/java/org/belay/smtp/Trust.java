package org.belay.smtp;

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

/**
 * Whose certificates to believe and which to show, from files. Keep the {@link #context()} and give it to every
 * connection: a TLS session can only be resumed within the context it was made in. An unusable file is an
 * {@link UncheckedIOException} that names it and what it should be.
 */
public final class Trust {
    private static final char[] IN_MEMORY_ONLY = "unguarded".toCharArray();

    private final Optional<List<X509Certificate>> authorities;
    private final Optional<KeyStore> identity;

    private Trust(Optional<List<X509Certificate>> authorities, Optional<KeyStore> identity) {
        this.authorities = authorities;
        this.identity = identity;
    }

    /** The authorities that come with this Java. */
    public static Trust usual() {
        return new Trust(Optional.empty(), Optional.empty());
    }

    /** Only the authorities in this PEM file, one or many. */
    public static Trust of(Path authorities) {
        return new Trust(Optional.of(new Pem(authorities).certificates()), Optional.empty());
    }

    /** Shows a certificate to relays that ask for one: its chain, own certificate first, and its key, PEM; may be one file. */
    public Trust showing(Path chain, Path key) {
        var its = new Pem(chain).certificates().toArray(X509Certificate[]::new);
        PrivateKey secret = new Pem(key).key();
        try {
            if (!belongTogether(its[0], secret)) {
                throw new IOException("it is another one's");
            }
            KeyStore store = empty();
            store.setKeyEntry("client", secret, IN_MEMORY_ONLY, its);
            return new Trust(authorities, Optional.of(store));
        } catch (GeneralSecurityException | IOException e) {
            throw new UncheckedIOException(
                    "The key in " + key + " does not belong to the first certificate in " + chain + " ("
                            + e.getMessage()
                            + "). The client's own certificate must come first, and the key be its own.",
                    new IOException(e));
        }
    }

    /** The same from a PKCS#12 file; its password stands in a file, white space around it ignored. */
    public Trust showing(Pkcs12 identity) {
        return new Trust(authorities, Optional.of(identity.opened(IN_MEMORY_ONLY)));
    }

    /** A PKCS#12 file (.p12, .pfx) with one certificate and its key, and the file with its password. */
    public record Pkcs12(Path file, Path passwordFile) {
        private KeyStore opened(char[] anew) {
            try (InputStream in = Files.newInputStream(file)) {
                char[] password = Files.readString(passwordFile).strip().toCharArray();
                KeyStore theirs = KeyStore.getInstance("PKCS12");
                theirs.load(in, password);
                KeyStore ours = empty();
                for (String alias : Collections.list(theirs.aliases())) {
                    if (theirs.isKeyEntry(alias)) {
                        ours.setKeyEntry(
                                alias, theirs.getKey(alias, password), anew, theirs.getCertificateChain(alias));
                    }
                }
                if (ours.size() == 0) {
                    throw new IOException("no key is in it");
                }
                return ours;
            } catch (GeneralSecurityException | IOException e) {
                throw new UncheckedIOException(
                        "The client certificate " + file + " cannot be opened with the password in " + passwordFile
                                + " (" + e.getMessage()
                                + "). It must be a PKCS#12 file with a certificate and its key.",
                        new IOException(e));
            }
        }
    }

    /** A new context; make one a relay. */
    public SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(), believers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This Java cannot make a TLS context: " + e.getMessage(), e);
        }
    }

    private KeyManager[] keys() throws GeneralSecurityException {
        if (identity.isEmpty()) {
            return null;
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(identity.get(), IN_MEMORY_ONLY);
        return own.getKeyManagers();
    }

    private TrustManager[] believers() throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        int n = 0;
        for (X509Certificate one : authorities.get()) {
            store.setCertificateEntry("authority-" + n++, one);
        }
        var believers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        believers.init(store);
        return believers.getTrustManagers();
    }

    private static boolean belongTogether(X509Certificate its, PrivateKey secret) throws GeneralSecurityException {
        String kind = secret.getAlgorithm();
        var proof = Signature.getInstance(
                kind.equals("RSA") ? "SHA256withRSA" : kind.equals("EC") ? "SHA256withECDSA" : "Ed25519");
        proof.initSign(secret);
        byte[] signed = proof.sign();
        proof.initVerify(its);
        return proof.verify(signed);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
