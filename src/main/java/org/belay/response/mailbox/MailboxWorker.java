package org.belay.response.mailbox;

import java.time.Duration;
import org.belay.response.BounceReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Reads one mailbox with one thread, for as long as this process is its reader. After a problem it waits longer each time. */
final class MailboxWorker implements Runnable {
    /** Longer than one wait, so that a reader that is alive keeps its mailbox. */
    private static final Duration CLAIM = Duration.ofMinutes(3);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final Logger log = LoggerFactory.getLogger(MailboxWorker.class);

    private final MailboxKind kind;
    private final MessageSource source;
    private final BounceReports reports;
    private final MailboxStatusStore status;
    private final String process;

    MailboxWorker(
            MailboxKind kind, MessageSource source, BounceReports reports, MailboxStatusStore status, String process) {
        this.kind = kind;
        this.source = source;
        this.reports = reports;
        this.status = status;
        this.process = process;
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (!status.claim(kind, process, CLAIM)) {
                    Thread.sleep(LONGEST_WAIT.toMillis());
                    continue;
                }
                status.read(kind, source.readNew(this::handle));
                pause = FIRST_PAUSE;
                source.awaitNew(LONGEST_WAIT);
            } catch (InterruptedException ended) {
                break;
            } catch (MailboxProblem | RuntimeException problem) {
                if (Thread.currentThread().isInterrupted()) break;
                report(problem);
                source.close();
                if (!rest(pause)) break;
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
        source.close();
        release();
    }

    /** A message that Belay cannot record for another reason than its database must not keep the next ones waiting (docs/faults.md, B07). */
    private void handle(byte[] message) {
        try {
            reports.receive(message);
        } catch (DataAccessException | TransactionException database) {
            throw database;
        } catch (RuntimeException e) {
            log.error(
                    "A message of the bounce mailbox {} could not be recorded. It is moved with the others.", kind, e);
        }
    }

    private void report(Exception problem) {
        String why = problem instanceof MailboxProblem
                ? String.valueOf(problem.getMessage())
                : "The database could not record a message. The message stays in the mailbox.";
        log.warn("The bounce mailbox {} is not read: {}", kind, why);
        try {
            status.failed(kind, why);
        } catch (DataAccessException | TransactionException unreachable) {
            log.warn("The state of the bounce mailbox {} could not be stored.", kind);
        }
    }

    private static boolean rest(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException ended) {
            return false;
        }
    }

    private void release() {
        try {
            status.release(kind, process);
        } catch (DataAccessException | TransactionException unreachable) {
            log.debug("Another process reads the bounce mailbox {} when the time is over.", kind);
        }
    }
}
