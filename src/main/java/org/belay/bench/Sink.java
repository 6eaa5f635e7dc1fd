package org.belay.bench;

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
 * A mail server that takes everything as fast as one thread can, and counts. Run as a process of its own, so that its work is
 * nobody's but its own: it prints its port, then answers each line of its input with one.
 */
final class Sink implements Runnable {
    private final Selector selector = Selector.open();
    private final ServerSocketChannel door = ServerSocketChannel.open();
    private final Tally tally = new Tally();
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();

    private Sink() throws IOException {
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] none) throws IOException, InterruptedException, ExecutionException {
        var sink = new Sink();
        var thread = new Thread(sink, "sink");
        thread.setDaemon(true);
        thread.start();
        System.out.println(((InetSocketAddress) sink.door.getLocalAddress()).getPort());
        var asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            System.out.println(sink.ask(line)); // the end of its input is its end
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
                    if (key.isAcceptable()) welcome();
                    else serve(key);
                }
            }
        } catch (IOException e) {
            e.printStackTrace();
            System.exit(1); // nothing that is measured after this means anything
        }
    }

    private void welcome() throws IOException {
        SocketChannel channel = door.accept();
        if (channel == null) return;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var guest = new Guest(channel, tally);
        channel.register(selector, SelectionKey.OP_READ, guest);
        tally.connected();
        guest.flush();
    }

    private static void serve(SelectionKey key) {
        var guest = (Guest) key.attachment();
        boolean stays;
        try {
            stays = guest.serve();
        } catch (IOException gone) {
            stays = false;
        }
        if (stays) return;
        guest.gone();
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException closedAnyway) {
            // a socket that cannot be closed is closed
        }
    }
}
