package org.belay.lab.bench.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection to the sink, with the minimum of SMTP for speed. */
final class SinkConnection {
    private static final byte[] EHLO =
            bytes("250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n");
    private static final byte[] OK = bytes("250 2.0.0 ok\r\n");
    private static final byte[] GO_ON = bytes("354 go on\r\n");
    private static final byte[] CLOSING = bytes("221 2.0.0 bye\r\n");
    private static final byte[] UNKNOWN = bytes("500 5.5.2 what\r\n");

    private final SocketChannel channel;
    private final SinkCounter tally;
    private final ByteBuffer in = ByteBuffer.allocateDirect(128 * 1024);
    private final ByteBuffer out = ByteBuffer.allocateDirect(256 * 1024);
    private boolean inMessage;
    private int matched; // number of matched bytes of CR LF . CR LF
    private boolean open; // whether a transaction is open
    private int recipients;
    private long bytes;
    private @Nullable ByteArrayOutputStream sample; // null: this message is not sampled
    private boolean quitting;

    SinkConnection(SocketChannel channel, SinkCounter tally) {
        this.channel = channel;
        this.tally = tally;
        out.put(bytes("220 sink.example ESMTP\r\n"));
    }

    /** Reads available input and replies; false if the connection has ended. */
    boolean serve() throws IOException {
        int read = channel.read(in);
        in.flip();
        while (in.hasRemaining() && (inMessage ? message() : command())) {}
        in.compact();
        return flush() && !quitting && read >= 0;
    }

    /**
     * Writes pending replies; false if the client does not read them, which disconnects it, because it would not be a
     * fair comparison.
     */
    boolean flush() throws IOException {
        out.flip();
        channel.write(out);
        boolean all = !out.hasRemaining();
        out.compact();
        return all;
    }

    void gone() {
        if (open) tally.close();
    }

    private boolean command() {
        int end = in.position();
        while (end < in.limit() && in.get(end) != '\n') end++;
        if (end == in.limit()) return false;
        answer(in.get(in.position()), in.get(Math.min(end, in.position() + 1)));
        in.position(end + 1);
        return true;
    }

    private void answer(byte first, byte second) {
        switch (first) {
            case 'E', 'H' -> out.put(EHLO);
            case 'M' -> {
                if (!open) tally.open();
                open = true;
                recipients = 0;
                out.put(OK);
            }
            case 'R' -> {
                if (second == 'C') recipients++;
                out.put(OK);
            }
            case 'D' -> {
                inMessage = true;
                matched = 2;
                bytes = 0;
                sample = tally.wantsSample() ? new ByteArrayOutputStream() : null;
                out.put(GO_ON);
            }
            case 'N' -> out.put(OK);
            case 'Q' -> {
                out.put(CLOSING);
                quitting = true;
            }
            default -> out.put(UNKNOWN);
        }
    }

    private boolean message() {
        int from = in.position();
        while (in.hasRemaining()) {
            byte b = in.get();
            matched = switch (matched) {
                case 1 -> b == '\n' ? 2 : b == '\r' ? 1 : 0;
                case 2 -> b == '.' ? 3 : b == '\r' ? 1 : 0;
                case 3 -> b == '\r' ? 4 : 0;
                case 4 -> b == '\n' ? 5 : b == '\r' ? 1 : 0;
                default -> b == '\r' ? 1 : 0;
            };
            if (matched == 5) {
                taken(from);
                return true;
            }
        }
        read(from);
        return true;
    }

    private void read(int from) {
        bytes += in.position() - from;
        for (int i = from; sample != null && i < in.position(); i++) sample.write(in.get(i));
    }

    private void taken(int from) {
        read(from);
        if (sample != null) tally.sample(sample.toByteArray());
        tally.taken(recipients, bytes);
        tally.close();
        open = false;
        inMessage = false;
        out.put(OK);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
