package org.belay.evidence.siem;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a failed write. SSLSocket ignores the failure of its close_notify, and the kernel reports a reset only once: the next read would
 * then look like an orderly end.
 */
final class WatchedSocket extends Socket {
    private volatile @Nullable IOException failure;

    /** @throws IOException if a write failed */
    void requireAllWritten() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw new IOException("The connection ended before all was sent: " + failed.getMessage(), failed);
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    out.write(bytes, from, length);
                } catch (IOException failed) {
                    failure = failed;
                    throw failed;
                }
            }
        };
    }
}
