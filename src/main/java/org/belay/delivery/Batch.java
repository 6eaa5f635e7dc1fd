package org.belay.delivery;

/** A batch as taken by this node: only with this epoch may it mark. */
record Batch(
        BatchId id,
        int number,
        DispatchId dispatch,
        DispatchKind kind,
        String token,
        DispatchState state,
        long epoch) {}
