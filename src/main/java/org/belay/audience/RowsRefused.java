package org.belay.audience;

import org.belay.platform.Refused;

/** A file was not imported, because it has rows that cannot be used; carries those rows. */
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
