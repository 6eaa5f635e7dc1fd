package org.belay.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import org.belay.testkit.TestAuthority;

/**
 * A reverse proxy: terminates TLS for one host name, keeps the Host header and adds forwarded headers. One request
 * per connection.
 */
public final class TlsProxy implements AutoCloseable {
    private final SSLServerSocket server;
    private final int upstream;
    private final List<String> answers = new CopyOnWriteArrayList<>();

    public TlsProxy(String host, int upstream) throws IOException {
        this.upstream = upstream;
        server = (SSLServerSocket) new TestAuthority()
                .server(host)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Request lines and status lines of the responses, in order. */
    public List<String> answers() {
        return answers;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> serve(client));
            } catch (IOException closed) {
                // the loop checks whether the server was closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket belay = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
            InputStream in = client.getInputStream();
            String head = head(in);
            OutputStream to = belay.getOutputStream();
            to.write(forwarded(head, client).getBytes(StandardCharsets.ISO_8859_1));
            to.write(in.readNBytes(length(head)));
            to.flush();
            byte[] answer = belay.getInputStream().readAllBytes();
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            answers.add(head.lines().findFirst().orElse("") + " -> "
                    + text.lines().findFirst().orElse(""));
            client.getOutputStream().write(answer);
            client.getOutputStream().flush();
        } catch (IOException gone) {
            // browsers open connections without using them
        }
    }

    private static String forwarded(String head, Socket client) {
        String from = client.getInetAddress().getHostAddress();
        var kept = new StringBuilder();
        head.lines()
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("connection:"))
                .filter(line -> !line.isEmpty())
                .forEach(line -> kept.append(line).append("\r\n"));
        return kept + "X-Forwarded-For: " + from + "\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n";
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) throw new IOException("no request");
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tls-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
