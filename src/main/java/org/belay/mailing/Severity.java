package org.belay.mailing;

/** What a finding means for the way to approval. */
public enum Severity {
    /** Blocks: nothing can be submitted before it is mended. */
    ERROR,
    /** Must be mended or answered in words, which the approver reads. */
    WARNING
}
