package org.belay.evidence.siem;

import java.io.IOException;
import java.util.List;
import org.belay.audit.AuditEntry;

/** A place outside that gets the rows of the audit log. */
interface ForwardTarget {

    /** Names it in the stored position: another name begins with row 1. */
    String name();

    /** Returns when the target has the rows; ends within half a minute. */
    void send(List<AuditEntry> rows) throws IOException;
}
