package org.belay.audience;

import org.belay.audience.csv.CsvFindings;
import org.belay.platform.RequestRefused;

/** A file was not imported, because it has rows that cannot be used; carries those rows. */
public final class BadRowsRefused extends RequestRefused {
    private final transient CsvFindings findings;

    BadRowsRefused(CsvFindings findings) {
        super(findings.refusalMessage());
        this.findings = findings;
    }

    public CsvFindings findings() {
        return findings;
    }
}
