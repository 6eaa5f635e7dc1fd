package org.belay.audience;

import org.belay.audience.file.FileFindings;
import org.belay.platform.RequestRefused;

/** A file was not imported, because it has rows that cannot be used; carries those rows. */
public final class BadRowsRefused extends RequestRefused {
    private final transient FileFindings findings;

    BadRowsRefused(FileFindings findings) {
        super(findings.refusalMessage());
        this.findings = findings;
    }

    public FileFindings findings() {
        return findings;
    }
}
