package org.belay.response.mailbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.platform.BounceSettings;
import org.belay.platform.BounceSettings.ImapSettings;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.response.BounceReports;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The mailboxes of the configuration: reads them while the server runs, says how that goes, and tests them. */
@Component
public class BounceMailboxes implements SmartLifecycle {
    private static final Duration END = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(BounceMailboxes.class);

    private final BounceSettings settings;
    private final BounceReports reports;
    private final MailboxStatusStore status;
    private final ClusterNode node;
    private final Map<MessageSource, Thread> readers = new LinkedHashMap<>();
    private @Nullable LmtpServer lmtp;
    private boolean running;

    BounceMailboxes(Settings settings, BounceReports reports, MailboxStatusStore status, ClusterNode node) {
        this.settings = settings.bounceMailbox();
        this.reports = reports;
        this.status = status;
        this.node = node;
    }

    /** Each configured mailbox. */
    public List<MailboxState> states() {
        var states = new ArrayList<MailboxState>();
        settings.imap().ifPresent(imap -> states.add(state(MailboxKind.IMAP, place(imap))));
        settings.maildir().ifPresent(folder -> states.add(state(MailboxKind.MAILDIR, folder.toString())));
        settings.lmtpPort().ifPresent(port -> states.add(state(MailboxKind.LMTP, "127.0.0.1:" + port)));
        return states;
    }

    private MailboxState state(MailboxKind kind, String place) {
        return status.find(kind, place)
                .orElseGet(() -> new MailboxState(kind, place, Optional.empty(), Optional.empty(), "", 0));
    }

    private static String place(ImapSettings imap) {
        return imap.username() + " on " + imap.host() + ":" + imap.port() + ", folder " + imap.folder();
    }

    /**
     * Tries to read a mailbox now. Changes no message.
     *
     * @return what worked, one line for each step
     * @throws ObjectNotFound if there is no such mailbox in the configuration
     * @throws RequestRefused with the reason if it cannot be read
     */
    public List<String> test(MailboxKind kind) {
        if (kind == MailboxKind.LMTP && lmtp != null) {
            return List.of("Belay listens on 127.0.0.1:" + lmtp.port() + " for mail by LMTP.");
        }
        try (MessageSource source = source(kind)) {
            return source.test();
        } catch (MailboxProblem problem) {
            throw new RequestRefused(String.valueOf(problem.getMessage()));
        }
    }

    private MessageSource source(MailboxKind kind) {
        Optional<MessageSource> source = switch (kind) {
            case IMAP -> settings.imap().map(ImapSource::new);
            case MAILDIR -> settings.maildir().map(MaildirSource::new);
            case LMTP -> Optional.empty();
        };
        return source.orElseThrow(() -> new ObjectNotFound(
                "No bounce mailbox of the kind " + kind + " is read. Add it to bounce-mailbox in belay.yaml."));
    }

    @Override
    public void start() {
        settings.imap().ifPresent(imap -> read(MailboxKind.IMAP, new ImapSource(imap)));
        settings.maildir().ifPresent(folder -> read(MailboxKind.MAILDIR, new MaildirSource(folder)));
        settings.lmtpPort().ifPresent(this::listen);
        running = true;
    }

    private void read(MailboxKind kind, MessageSource source) {
        var worker = new MailboxWorker(kind, source, reports, status, node.id());
        var thread = new Thread(worker, "bounce-mailbox-" + kind);
        thread.setDaemon(true);
        readers.put(source, thread);
        thread.start();
    }

    /** A port that is in use must not keep Belay from starting: the state says so. */
    private void listen(int port) {
        status.claim(MailboxKind.LMTP, node.id(), Duration.ofDays(1));
        try {
            lmtp = new LmtpServer(port, this::recordHandedIn);
            lmtp.start();
        } catch (IOException e) {
            String why = "Port " + port + " of this machine cannot be opened for LMTP: " + e.getMessage()
                    + ". Change bounce-mailbox.lmtp-port, or end the program that uses it, and restart Belay.";
            log.error(why);
            status.failed(MailboxKind.LMTP, why);
        }
    }

    private void recordHandedIn(byte[] message) {
        reports.receive(message);
        status.read(MailboxKind.LMTP, 1);
    }

    @Override
    public void stop() {
        if (lmtp != null) lmtp.close();
        readers.forEach((source, thread) -> {
            thread.interrupt();
            source.close();
        });
        readers.values().forEach(BounceMailboxes::await);
        readers.clear();
        running = false;
    }

    private static void await(Thread thread) {
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The port for LMTP; empty if Belay does not listen. */
    OptionalInt lmtpPort() {
        return lmtp == null ? OptionalInt.empty() : OptionalInt.of(lmtp.port());
    }
}
