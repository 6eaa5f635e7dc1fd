package org.belay.lab.sandbox.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Compressed bytes, because a sandbox keeps tens of thousands of mails in memory. */
record CompressedBytes(byte[] deflated) {

    static CompressedBytes of(byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length / 3);
        try (var deflate = new DeflaterOutputStream(out)) {
            deflate.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CompressedBytes(out.toByteArray());
    }

    byte[] plain() {
        try (var inflate = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return inflate.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
