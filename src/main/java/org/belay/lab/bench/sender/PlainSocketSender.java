package org.belay.lab.bench.sender;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The upper bound: fixed bytes, no records, MAIL, RCPT and DATA in one packet (RFC 2920), replies counted but not
 * interpreted.
 */
public record PlainSocketSender(int connections, byte[] message) implements ComparedSender {
    private static final byte[] ENVELOPE =
            "MAIL FROM:<b@bench.example>\r\nRCPT TO:<p1@bench.example>\r\nDATA\r\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "plain sockets";
    }

    @Override
    public void send(int port, int messages) throws InterruptedException {
        ParallelWork.run(name(), connections, messages, (lane, share) -> lane(port, share));
    }

    private void lane(int port, int messages) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            OutputStream out = socket.getOutputStream();
            replies(in, 1);
            out.write("EHLO bench.example\r\n".getBytes(StandardCharsets.US_ASCII));
            replies(in, 1);
            for (int i = 0; i < messages; i++) {
                out.write(ENVELOPE);
                replies(in, 3);
                out.write(message);
                replies(in, 1);
            }
            out.write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            replies(in, 1);
        }
    }

    /** Skips this number of replies; a line with a hyphen as its fourth character continues. */
    private static void replies(InputStream in, int wanted) throws IOException {
        int left = wanted;
        while (left > 0) {
            int column = 0;
            boolean last = true;
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) throw new IOException("the server disconnected");
                if (++column == 4 && b == '-') last = false;
                if (column == 1 && b != '2' && b != '3') throw new IOException("the server refused");
            }
            if (last) left--;
        }
    }
}
