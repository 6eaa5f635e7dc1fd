package org.belay.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.audience.SnapshotId;

/**
 * A dispatch to be frozen.
 *
 * @param corrects the notice that a correction takes back; empty otherwise
 * @param pace recipients per minute; 0 for as fast as the relay accepts
 * @param splitBy attributes that decide which recipient gets which variant
 * @param assignments number of the variant for each combination of their values
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
