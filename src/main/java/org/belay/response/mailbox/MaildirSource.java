package org.belay.response.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.belay.response.ReportReader;

/** A Maildir: each message is a file in {@code new}, and moves to {@code cur} with the flag "seen" when it is recorded. */
final class MaildirSource implements MessageSource {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final int MAX_AT_ONCE = 1000;

    private final Path incoming;
    private final Path done;

    MaildirSource(Path maildir) {
        incoming = maildir.resolve("new");
        done = maildir.resolve("cur");
    }

    @Override
    public int readNew(MessageHandler handler) throws MailboxProblem {
        List<Path> files = files();
        for (Path file : files) {
            try {
                byte[] message = read(file);
                handler.handle(message);
                Files.move(file, done.resolve(file.getFileName() + ":2,S"), StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException gone) {
                // another program moved or deleted it
            } catch (IOException e) {
                throw new MailboxProblem(
                        "The file " + file + " cannot be read and moved to cur ("
                                + e.getClass().getSimpleName()
                                + "). Give Belay's user the right to read and change the folders new and cur.",
                        e);
            }
        }
        return files.size();
    }

    private List<Path> files() throws MailboxProblem {
        var files = new ArrayList<Path>();
        try {
            Files.createDirectories(done);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(incoming, Files::isRegularFile)) {
                for (Path file : all) {
                    files.add(file);
                    if (files.size() == MAX_AT_ONCE) break;
                }
            }
        } catch (IOException e) {
            throw new MailboxProblem(
                    "The folder " + incoming + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    e);
        }
        files.sort(null);
        return files;
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ReportReader.MOST_BYTES);
        }
    }

    @Override
    public void awaitNew(Duration atMost) throws InterruptedException {
        Thread.sleep(Math.min(atMost.toMillis(), BETWEEN_LOOKS.toMillis()));
    }

    @Override
    public List<String> test() throws MailboxProblem {
        int waiting = files().size();
        if (!Files.isWritable(incoming) || !Files.isWritable(done)) {
            throw new MailboxProblem("Belay's user may not move files from " + incoming + " to " + done + ".");
        }
        return List.of(
                "Belay can read " + incoming + " and move files to cur. Messages that wait there: " + waiting + ".");
    }

    @Override
    public void close() {
        // nothing is open between two reads
    }
}
