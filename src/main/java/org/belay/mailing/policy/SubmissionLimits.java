package org.belay.mailing.policy;

import java.util.OptionalLong;
import org.belay.platform.RequestRefused;

/**
 * How many people a submission may have.
 *
 * @param largestAudience people to whom an author may submit a mailing who is neither approver nor administrator; empty: any number
 * @param dailyPeople people to whom one person may submit mailings in 24 hours; empty: any number
 * @param usualFactor a mailing with so many times more or fewer people than its template usually has needs a reason; 2 to {@link #MAX_FACTOR}
 */
public record SubmissionLimits(OptionalLong largestAudience, OptionalLong dailyPeople, int usualFactor) {
    public static final int MAX_FACTOR = 1_000;
    public static final int USUAL_FACTOR = 3;

    /** @throws RequestRefused if a number is out of its range */
    public SubmissionLimits {
        if (largestAudience.orElse(1) < 1 || dailyPeople.orElse(1) < 1) {
            throw new RequestRefused(
                    "A limit of people must be at least 1. Leave it out if there is no limit. Nothing was changed.");
        }
        if (usualFactor < 2 || usualFactor > MAX_FACTOR) {
            throw new RequestRefused("The factor of the usual number of people is from 2 to " + MAX_FACTOR + ", not "
                    + usualFactor + ". Nothing was changed.");
        }
    }
}
