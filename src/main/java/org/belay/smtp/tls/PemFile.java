package org.belay.smtp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of certificates or a key in PEM form (RFC 7468). Text between the blocks is ignored. */
public final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private final Path file;
    private final List<PemBlock> blocks = new ArrayList<>();

    private record PemBlock(String label, byte[] der) {}

    public PemFile(Path file) {
        this.file = file;
        try {
            // files often contain a text form between the blocks, in any encoding
            var found = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (found.find()) {
                blocks.add(new PemBlock(found.group(1), Base64.getMimeDecoder().decode(found.group(2))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read (" + e + ").", e);
        } catch (IllegalArgumentException e) {
            throw unusable("has a block that is not base64", "Copy the whole file again.", e);
        }
    }

    /** All certificates in their order; at least one. */
    public List<X509Certificate> certificates() {
        var all = new ArrayList<X509Certificate>();
        for (PemBlock block : blocks) {
            if (block.label.equals("CERTIFICATE")) {
                all.add(certificate(block.der));
            }
        }
        if (all.isEmpty()) {
            throw unusable(
                    "contains no certificate",
                    "It must be a PEM file with -----BEGIN CERTIFICATE----- in it; openssl x509 -inform DER makes one.",
                    null);
        }
        return all;
    }

    PrivateKey key() {
        byte[] der = blocks.stream()
                .filter(block -> block.label.equals("PRIVATE KEY"))
                .findFirst()
                .map(PemBlock::der)
                .orElseThrow(() -> unusable(
                        "has no unencrypted key",
                        "It must have -----BEGIN PRIVATE KEY----- in it; openssl pkcs8 -topk8 -nocrypt makes one.",
                        null));
        GeneralSecurityException last = null;
        for (String kind : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException another) {
                last = another;
            }
        }
        throw unusable("has a key that is neither RSA nor EC nor Ed25519", "Use one of these.", last);
    }

    private X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw unusable("has a certificate that cannot be read", "Copy the whole file again.", e);
        }
    }

    private UncheckedIOException unusable(String what, String remedy, @Nullable Exception cause) {
        return new UncheckedIOException("The file " + file + " " + what + ". " + remedy, new IOException(cause));
    }
}
