package org.belay.evidence.siem;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a target has the audit log.
 *
 * @param target such as {@code syslog siem.example.org:6514}
 * @param position number of the last row that it has
 * @param missing number of newer rows
 * @param sentAt when it got the last ones
 * @param failingSince empty if the last attempt succeeded
 * @param problem of the last attempt
 */
public record ForwardState(
        String target,
        long position,
        long missing,
        Optional<Instant> sentAt,
        Optional<Instant> failingSince,
        String problem) {}
