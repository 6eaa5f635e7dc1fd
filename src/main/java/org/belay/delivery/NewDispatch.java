package org.belay.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.audience.SnapshotId;

/**
 * A dispatch about to be frozen.
 *
 * @param corrects the notice that a correction takes back, else empty
 * @param pace people per minute, 0 for as fast as the relay takes them
 * @param splitBy the attributes that decide who reads which variant
 * @param assignments for each combination of their values, the variant's number
 */
public record NewDispatch(
        long mailing,
        DispatchKind kind,
        Optional<DispatchId> corrects,
        SnapshotId snapshot,
        long people,
        int pace,
        List<String> splitBy,
        List<NewVariant> variants,
        Map<Map<String, String>, Integer> assignments) {}
