package org.belay.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One raw HTTP request, for headers that HTTP clients do not let callers set.
 *
 * @param head status line and headers of the response
 */
public record RawHttpResponse(int status, String head, String body) {

    /** @param lines request line and headers; Content-Length and "Connection: close" are added */
    public static RawHttpResponse send(int port, String body, String... lines) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = String.join("\r\n", lines)
                + (content.length == 0 ? "" : "\r\nContent-Length: " + content.length)
                + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawHttpResponse read(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return new RawHttpResponse(
                Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
    }

    /** The value of the first header with this name. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    public List<String> headers(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }
}
