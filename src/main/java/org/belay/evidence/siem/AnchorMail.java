package org.belay.evidence.siem;

import java.util.Optional;
import java.util.UUID;
import org.belay.audit.AuditLog;
import org.belay.delivery.relay.AccountMail;
import org.belay.platform.HourlyTick;
import org.belay.platform.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Mails the newest anchor once a day, so that it is kept where this machine cannot change it. An attempt that fails is repeated each hour. */
@Component
class AnchorMail {
    static final String TARGET = "anchor mail";

    private static final Logger log = LoggerFactory.getLogger(AnchorMail.class);

    private final ForwardStore store;
    private final AuditLog audit;
    private final AccountMail mail;
    private final Settings settings;

    AnchorMail(ForwardStore store, AuditLog audit, AccountMail mail, Settings settings) {
        this.store = store;
        this.audit = audit;
        this.mail = mail;
        this.settings = settings;
    }

    @EventListener(HourlyTick.class)
    void send() {
        Optional<String> to = settings.audit().anchorMail().filter(address -> mail.isPossible());
        Optional<String> anchor = audit.anchorLine();
        if (to.isEmpty() || anchor.isEmpty()) {
            return;
        }
        UUID attempt = UUID.randomUUID();
        store.add(TARGET);
        if (store.leaseOfToday(TARGET, attempt).isEmpty()) {
            return;
        }
        long row = Long.parseLong(anchor.get().substring(0, anchor.get().indexOf(' ')));
        mail.sendAtOnce(new AccountMail.AccountText(
                        to.get(), "Audit log of Belay: anchor of row " + row, text(anchor.get(), row)))
                .ifPresentOrElse(
                        why -> {
                            log.warn("The anchor of the audit log was not mailed: {}", why);
                            store.failed(TARGET, attempt, why);
                        },
                        () -> store.sent(TARGET, attempt, row));
    }

    private String text(String anchor, long row) {
        return "The newest row of the audit log of " + settings.publicUrl() + " and its hash:\n" + anchor
                + "\nThe log has " + row
                + " rows. Keep this mail. To verify the log with it later, write the line with the number and the hash into a file and run:"
                + "\nbelay audit verify --anchor FILE";
    }
}
