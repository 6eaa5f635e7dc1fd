package org.belay.delivery.relay;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.belay.address.EmailAddress;
import org.belay.message.MessageIds;
import org.belay.message.MessageSpec;
import org.belay.message.MessageTemplate;
import org.belay.message.NamedAddress;
import org.belay.message.RecipientValues;
import org.belay.message.ThreadIndex;
import org.belay.platform.Settings;
import org.belay.smtp.RecipientOutcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpSession;
import org.belay.smtp.SmtpTransaction;
import org.belay.smtp.wire.SmtpTranscript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Mails about an account, to its owner: one attempt, in the background, so that the time of a page does not reveal whether there is such an
 * account. They are no deliveries and are not corrected.
 */
@Component
public class AccountMail {
    private static final Logger log = LoggerFactory.getLogger(AccountMail.class);
    private static final int WAITING = 100;

    /** Without a record of the dialogue: the message has a secret. */
    private static final SmtpTranscript SILENT = new SmtpTranscript() {
        @Override
        public void client(String line) {}

        @Override
        public void server(String line) {}
    };

    private final ConfiguredRelays relays;
    private final Settings settings;
    private final Clock clock;
    private final ThreadPoolExecutor sender =
            new ThreadPoolExecutor(0, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                var thread = new Thread(work, "belay-account-mail");
                thread.setDaemon(true);
                return thread;
            });

    AccountMail(ConfiguredRelays relays, Settings settings, Clock clock) {
        this.relays = relays;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether sender and relay are configured. */
    public boolean isPossible() {
        return settings.missingForSending().isEmpty();
    }

    /** @param text one paragraph a line */
    public record AccountText(String to, String subject, String text) {}

    /** @param mail asked in the background; empty: nothing is sent */
    public void send(Supplier<Optional<AccountText>> mail) {
        try {
            sender.execute(() -> {
                try {
                    mail.get().flatMap(this::sendAtOnce).ifPresent(why -> log.warn("A mail about an account: {}", why));
                } catch (RuntimeException failed) {
                    log.error("A mail about an account was not sent", failed);
                }
            });
        } catch (RejectedExecutionException full) {
            log.warn("A mail about an account was not sent: {} others wait", WAITING);
        }
    }

    /** Sends in the thread of the caller. @return why it was not accepted; empty if it was */
    public Optional<String> sendAtOnce(AccountText mail) {
        try (SmtpSession session = SmtpSession.open(relays.address(), SILENT)) {
            var transaction = SmtpTransaction.of(
                    settings.bounceAddress(), List.of(mail.to()), message(mail.to(), mail.subject(), mail.text()));
            RecipientOutcome outcome = session.offer(transaction).get(0);
            return outcome instanceof RecipientOutcome.Accepted ? Optional.empty() : Optional.of(outcome.why());
        } catch (RelayUnavailable away) {
            return Optional.of(String.valueOf(away.getMessage()));
        }
    }

    private byte[] message(String to, String subject, String text) {
        var now = clock.instant();
        UUID id = UUID.randomUUID();
        String paragraphs = text.lines()
                .map(line -> "<p>" + HtmlUtils.htmlEscape(line, "UTF-8") + "</p>")
                .reduce("", String::concat);
        var source = new MessageSpec(
                new NamedAddress(
                        settings.sender().name(),
                        new EmailAddress(settings.sender().address())),
                Optional.empty(),
                Optional.empty(),
                subject,
                "<!doctype html><html lang=\"en\"><head><title>" + HtmlUtils.htmlEscape(subject, "UTF-8")
                        + "</title></head><body>" + paragraphs + "</body></html>",
                text + "\n",
                "en",
                subject,
                ThreadIndex.root(id, now),
                List.of(),
                Optional.empty(),
                Map.of());
        return MessageTemplate.compose(source)
                .fill(new RecipientValues(
                        "",
                        new EmailAddress(to),
                        now,
                        MessageIds.of("account." + id, settings.sender().domain()),
                        "account",
                        Map.of()));
    }

    @PreDestroy
    void stop() {
        sender.shutdownNow();
    }
}
