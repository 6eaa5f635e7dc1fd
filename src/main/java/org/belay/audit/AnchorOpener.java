package org.belay.audit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.belay.platform.Settings;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the audit log the host and data directory of this node, so that a new node starts its anchor. */
@Component
class AnchorOpener {
    private final AuditLog audit;
    private final Settings settings;

    AnchorOpener(AuditLog audit, Settings settings) {
        this.audit = audit;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        audit.openAnchor(host() + ":" + settings.dataDir().toAbsolutePath());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
