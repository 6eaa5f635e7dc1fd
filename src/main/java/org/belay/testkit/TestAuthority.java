package org.belay.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.belay.testkit.internal.DerEncoder;

/**
 * A certificate authority for one test. The public API of the JDK can read and check certificates but not create
 * them, so this class writes them itself: X.509 v3, P-256, SHA-256 (RFC 5280, 5480).
 */
public final class TestAuthority {
    private static final byte[] ECDSA_SHA256 =
            DerEncoder.sequence(DerEncoder.oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02));
    private static final char[] NO_PASSWORD = "unguarded".toCharArray(); // the store never leaves memory

    private final KeyPair keys = newKeys();
    private final String name = "An authority for one test, "
            + UUID.randomUUID(); // unique, so that one authority is not mistaken for another
    private final Certificate root;

    public TestAuthority() {
        byte[] basicConstraints = extension(
                DerEncoder.oid(0x55, 0x1D, 0x13), true, DerEncoder.sequence(DerEncoder.yes())); // may sign certificates
        root = certificate(
                name, keys.getPublic(), yesterday(), Instant.now().plus(Duration.ofDays(2)), basicConstraints);
    }

    /** TLS context of a server with a valid certificate for these host names or IP addresses. */
    public SSLContext server(String... hosts) {
        return server(yesterday(), Instant.now().plus(Duration.ofDays(1)), hosts);
    }

    /** TLS context of a server whose certificate is valid only between the two instants. */
    public SSLContext server(Instant from, Instant until, String... hosts) {
        KeyPair keyPair = newKeys();
        byte[][] names = new byte[hosts.length][];
        for (int i = 0; i < hosts.length; i++) {
            names[i] = alternativeName(hosts[i]);
        }
        byte[] extension = extension(DerEncoder.oid(0x55, 0x1D, 0x11), false, DerEncoder.sequence(names));
        Certificate leaf = certificate(hosts[0], keyPair.getPublic(), from, until, extension);
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("server", keyPair.getPrivate(), NO_PASSWORD, new Certificate[] {leaf, root});
            var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store, NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(
                    own.getKeyManagers(), trustManagers(), null); // client certificates must come from this authority
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK cannot use the new certificate.", e);
        }
    }

    /** TLS context of a client that trusts this authority and no other. */
    public SSLContext client() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK cannot trust the new certificate.", e);
        }
    }

    /** The certificate of the authority as PEM (RFC 7468). */
    public String pem() {
        try {
            return pem("CERTIFICATE", root.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot encode the new certificate.", e);
        }
    }

    /** A client certificate for this name and its unencrypted private key in one PEM file (RFC 7468, 5958). */
    public String clientPem(String name) {
        KeyPair keyPair = newKeys();
        byte[] extension =
                extension(DerEncoder.oid(0x55, 0x1D, 0x11), false, DerEncoder.sequence(alternativeName(name)));
        Certificate leaf = certificate(
                name, keyPair.getPublic(), yesterday(), Instant.now().plus(Duration.ofDays(1)), extension);
        try {
            return pem("PRIVATE KEY", keyPair.getPrivate().getEncoded()) + pem("CERTIFICATE", leaf.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot encode the new certificate.", e);
        }
    }

    private static String pem(String what, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("root", root);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        return trusted.getTrustManagers();
    }

    private Certificate certificate(String subject, PublicKey key, Instant from, Instant until, byte[] extension) {
        byte[] content = DerEncoder.sequence(
                DerEncoder.tagged(0xA0, DerEncoder.integer(BigInteger.TWO)), // version 3
                DerEncoder.integer(new BigInteger(64, new SecureRandom()).add(BigInteger.ONE)),
                ECDSA_SHA256,
                name(name),
                DerEncoder.sequence(DerEncoder.time(from), DerEncoder.time(until)),
                name(subject),
                key.getEncoded(),
                DerEncoder.tagged(0xA3, DerEncoder.sequence(extension)));
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            byte[] signed = DerEncoder.sequence(content, ECDSA_SHA256, DerEncoder.bits(signature.sign()));
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot sign with P-256 and SHA-256.", e);
        }
    }

    private static byte[] name(String common) {
        return DerEncoder.sequence(
                DerEncoder.set(DerEncoder.sequence(DerEncoder.oid(0x55, 0x04, 0x03), DerEncoder.text(common))));
    }

    private static byte[] extension(byte[] oid, boolean critical, byte[] content) {
        return critical
                ? DerEncoder.sequence(oid, DerEncoder.yes(), DerEncoder.octets(content))
                : DerEncoder.sequence(oid, DerEncoder.octets(content));
    }

    private static byte[] alternativeName(String host) {
        if (!host.matches("[0-9.]+|.*:.*")) {
            return DerEncoder.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return DerEncoder.tagged(
                    0x87, InetAddress.getByName(host).getAddress()); // a literal address: no DNS look-up
        } catch (IOException e) {
            throw new IllegalArgumentException(host + " is not an address", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has no P-256.", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Instant yesterday() {
        return Instant.now().minus(Duration.ofDays(1));
    }
}
