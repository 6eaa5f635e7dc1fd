package org.belay.lab.bench.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A mail server that accepts everything as fast as one thread can, and counts. It runs as a separate process, so that
 * its work does not slow down the sender: it prints its port, then answers each line of its input with one line.
 */
final class SinkServer implements Runnable {
    private final Selector selector = Selector.open();
    private final ServerSocketChannel serverChannel = ServerSocketChannel.open();
    private final SinkCounter tally = new SinkCounter();
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();

    private SinkServer() throws IOException {
        serverChannel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        serverChannel.configureBlocking(false);
        serverChannel.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] none) throws IOException, InterruptedException, ExecutionException {
        var sink = new SinkServer();
        var thread = new Thread(sink, "sink");
        thread.setDaemon(true);
        thread.start();
        System.out.println(((InetSocketAddress) sink.serverChannel.getLocalAddress()).getPort());
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(sink.ask(line)); // ends at the end of its input
        }
    }

    private String ask(String line) throws InterruptedException, ExecutionException {
        var answer = new FutureTask<>(() -> answer(line));
        questions.add(answer);
        selector.wakeup();
        return answer.get();
    }

    private String answer(String line) {
        return switch (line) {
            case "count" -> tally.count().line();
            case "sample" -> Base64.getEncoder().encodeToString(tally.sample());
            case "reset" -> {
                tally.reset();
                yield "ok";
            }
            default -> throw new IllegalArgumentException(line);
        };
    }

    @Override
    public void run() {
        try {
            while (true) {
                selector.select();
                for (Runnable question = questions.poll(); question != null; question = questions.poll())
                    question.run();
                var ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    if (key.isAcceptable()) accept();
                    else serve(key);
                }
            }
        } catch (IOException e) {
            e.printStackTrace();
            System.exit(1); // later measurements would be invalid
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = serverChannel.accept();
        if (channel == null) return;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var client = new SinkConnection(channel, tally);
        channel.register(selector, SelectionKey.OP_READ, client);
        tally.connected();
        client.flush();
    }

    private static void serve(SelectionKey key) {
        var client = (SinkConnection) key.attachment();
        boolean open;
        try {
            open = client.serve();
        } catch (IOException gone) {
            open = false;
        }
        if (open) return;
        client.gone();
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException closedAnyway) {
            // already closed
        }
    }
}
