package org.belay.mailing.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.belay.address.EmailAddress;
import org.belay.address.WrittenAddress;
import org.belay.platform.RequestRefused;

/**
 * The rules for approvals.
 *
 * @param secondAbove a mailing to more people than this needs two approvals; empty: one is always enough
 * @param validDays an approved mailing must be scheduled within this many days of its first approval; 1 to {@link #MAX_DAYS}
 * @param recipientDomains domains of addresses that may get mailings, in lower case and ASCII, sorted; empty: any
 * @param limits numbers of people that a submission may have
 */
public record ApprovalPolicy(
        OptionalLong secondAbove, int validDays, Set<String> recipientDomains, SubmissionLimits limits) {
    public static final int MAX_DAYS = 365;
    public static final int MAX_DOMAINS = 200;

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
        if (recipientDomains.size() > MAX_DOMAINS) {
            throw new RequestRefused("At most " + MAX_DOMAINS + " domains can be allowed, not "
                    + recipientDomains.size() + ". Nothing was changed.");
        }
        recipientDomains = Collections.unmodifiableSortedSet(new TreeSet<>(recipientDomains));
    }

    /**
     * Domains as typed, separated by commas, spaces or lines, with or without an "@" before each.
     *
     * @throws RequestRefused if one of them cannot be the domain of an address
     */
    public static Set<String> domains(String typed) {
        return Arrays.stream(typed.split("[\\s,;]+"))
                .map(word -> word.startsWith("@") ? word.substring(1) : word)
                .filter(word -> !word.isEmpty())
                // reads and normalises a domain as an import does
                .map(word -> WrittenAddress.find("postmaster@" + word)
                        .map(EmailAddress::domain)
                        .orElseThrow(() -> new RequestRefused(
                                "\"" + word + "\" is not a domain such as example.org. Nothing was changed.")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The number of approvals that a mailing needs: 1 or 2.
     *
     * @param allStaff name of the audience marked ALL-STAFF to which it goes; empty if to none
     */
    public int approvals(long people, Optional<String> allStaff) {
        return allStaff.isPresent() || secondAbove.isPresent() && people > secondAbove.getAsLong() ? 2 : 1;
    }

    public Duration validity() {
        return Duration.ofDays(validDays);
    }
}
