package org.belay.mailing;

/** How much a finding weighs. */
public enum Severity {
    /** Blocks: nothing is submitted with it. */
    ERROR,
    /** Must be answered in words. */
    WARNING
}
