package org.belay.api.idempotency;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A request whose body is hashed while it is read, so an import of any size needs no memory. */
final class HashedRequest extends HttpServletRequestWrapper {
    private final MessageDigest digest = sha256();
    private @Nullable ServletInputStream body;

    HashedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream hashed = body;
        if (hashed == null) {
            hashed = new HashedInputStream(super.getInputStream(), digest);
            body = hashed;
        }
        return hashed;
    }

    /** Reads the rest of the body and returns method, path and hash of the request. */
    StoredResponse.StoredRequest storedRequest() throws IOException {
        getInputStream().transferTo(OutputStream.nullOutputStream());
        String query = getQueryString() == null ? "" : "?" + getQueryString();
        return new StoredResponse.StoredRequest(
                getMethod(), getRequestURI() + query, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static final class HashedInputStream extends ServletInputStream {
        private final ServletInputStream raw;
        private final DigestInputStream hashed;

        HashedInputStream(ServletInputStream raw, MessageDigest digest) {
            this.raw = raw;
            this.hashed = new DigestInputStream(raw, digest);
        }

        @Override
        public int read() throws IOException {
            return hashed.read();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return hashed.read(into, from, most);
        }

        /** Does nothing, because the rest of the body must still be hashed. */
        @Override
        public void close() {}

        @Override
        public boolean isFinished() {
            return raw.isFinished();
        }

        @Override
        public boolean isReady() {
            return raw.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            raw.setReadListener(listener);
        }
    }
}
