package org.belay.web.front;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.belay.platform.BodyTooSlow;
import org.jspecify.annotations.Nullable;

/** A request whose body is read while it arrives, and ends with an exception where it arrives too slowly. */
final class TimedRequest extends HttpServletRequestWrapper {
    private final byte[] first;
    private final Clock clock;
    private final Instant begun;
    private @Nullable ServletInputStream body;
    private boolean tooSlow;

    /** @param first the beginning of the body if it was read already */
    TimedRequest(HttpServletRequest request, byte[] first, Clock clock) {
        super(request);
        this.first = first;
        this.clock = clock;
        this.begun = clock.instant();
    }

    boolean tooSlow() {
        return tooSlow;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream timed = body;
        if (timed == null) {
            timed = new Timed(super.getInputStream());
            body = timed;
        }
        return timed;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        Charset charset = Optional.ofNullable(getCharacterEncoding())
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private final class Timed extends ServletInputStream {
        private final ByteArrayInputStream before = new ByteArrayInputStream(first);
        private final ServletInputStream in;
        private long read;

        Timed(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            if (before.available() > 0) return before.read();
            int got = in.read();
            counted(got < 0 ? 0 : 1);
            return got;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (before.available() > 0) return before.read(into, from, length);
            int got = in.read(into, from, length);
            counted(Math.max(got, 0));
            return got;
        }

        /** Nothing that was waiting in a buffer is late, however long its reader took. */
        private void counted(int got) throws IOException {
            read += got;
            if (got > 0 && in.available() == 0 && BodyLimit.SIGNED_IN.isTooSlow(begun, read, clock.instant())) {
                tooSlow = true;
                throw new BodyTooSlow(BodyLimit.TOO_SLOW);
            }
        }

        @Override
        public int available() throws IOException {
            return before.available() + in.available();
        }

        @Override
        public boolean isFinished() {
            return before.available() == 0 && in.isFinished();
        }

        @Override
        public boolean isReady() {
            return before.available() > 0 || in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is read while it arrives, by a thread that waits");
        }
    }
}
