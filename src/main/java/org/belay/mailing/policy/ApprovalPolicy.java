package org.belay.mailing.policy;

import java.time.Duration;
import java.util.OptionalLong;
import org.belay.platform.RequestRefused;

/**
 * The rules for approvals.
 *
 * @param secondAbove a mailing to more people than this needs two approvals; empty: one is always enough
 * @param validDays an approved mailing must be scheduled within this many days of its first approval; 1 to {@link #MAX_DAYS}
 */
public record ApprovalPolicy(OptionalLong secondAbove, int validDays) {
    public static final int MAX_DAYS = 365;

    /** @throws RequestRefused if a number is out of its range */
    public ApprovalPolicy {
        if (secondAbove.isPresent() && secondAbove.getAsLong() < 0) {
            throw new RequestRefused(
                    "The number of people above which a second approval is needed cannot be negative. Nothing was"
                            + " changed.");
        }
        if (validDays < 1 || validDays > MAX_DAYS) {
            throw new RequestRefused(
                    "An approval is valid for 1 to " + MAX_DAYS + " days, not " + validDays + ". Nothing was changed.");
        }
    }

    /** The number of approvals that a mailing to this many people needs: 1 or 2. */
    public int approvals(long people) {
        return secondAbove.isPresent() && people > secondAbove.getAsLong() ? 2 : 1;
    }

    public Duration validity() {
        return Duration.ofDays(validDays);
    }
}
