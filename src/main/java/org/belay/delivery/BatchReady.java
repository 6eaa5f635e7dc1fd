package org.belay.delivery;

import java.time.Instant;

/** A batch has work that is due at a time; published inside the transaction that made it so. */
public record BatchReady(DispatchId dispatch, DispatchKind kind, BatchId batch, Instant due) {}
