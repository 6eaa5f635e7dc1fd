package org.belay.audience;

import org.belay.platform.Refused;

/** A file was not imported, because some of its rows cannot be used; with the rows. */
public final class RowsRefused extends Refused {
    private final transient CsvFindings findings;

    RowsRefused(CsvFindings findings) {
        super(findings.refusal());
        this.findings = findings;
    }

    public CsvFindings findings() {
        return findings;
    }
}
