package org.belay.response;

import java.util.Locale;
import java.util.regex.Pattern;

/** Decides whether a failure means that the address does not exist. Failures by policy, size, full mailbox or unreachable server do not. */
final class BounceClassifier {
    private BounceClassifier() {}

    /** RFC 3463 3.2 and 3.5, and 5.1.10 (RFC 7505): no such mailbox, no such system, a domain that accepts no mail. */
    private static final Pattern DEAD = Pattern.compile("5\\.1\\.(0|1|2|3|6|10)");

    private static final Pattern SENDER = Pattern.compile("5\\.1\\.[78]");

    /** Servers often use status codes wrongly, so the text of the reply is checked first. */
    private static final Pattern DEAD_WORDS = Pattern.compile(
            "user unknown|unknown user|unknown (recipient|local[- ]part|address|or illegal user)|no such (user|mailbox|recipient|person|address|domain)"
                    + "|(user|mailbox|account|recipient|address|domain|host)( name)? (was |is |could )?(not|doesn.?t|does not|no longer) (found|exist|be found|available|recogni[sz]ed|known|valid|listed|active)"
                    + "|does(n.t| not) (exist|have an? .{0,20}account)|invalid (recipient|mailbox|user)|not our customer|recipient (name )?(is )?not recogni[sz]ed"
                    + "|no (account|mailbox) (by|with|here)|address rejected: (undeliverable|user)|(account|mailbox|user|address).{0,30}(disabled|inactive|unavailable here|deactivated)"
                    + "|recipientnotfound|recipnotfound|not a known user|unrouteable|unroutable|bad destination mailbox|host (or domain name )?not found|host unknown|nullmx|couldn.t find any host named|name or service not known|undeliverable address|domain is not reachable|recipient address rejected: access denied");

    private static final Pattern ALIVE_WORDS = Pattern.compile(
            "full|quota|over ?quota|exceed|too (large|big|many)|spam|blocked|blacklist|block list|policy|relay|reputation|dmarc|dkim|spf\\b|greylist|try again|temporar|storage|sender|virus");

    /**
     * @param status enhanced status code (RFC 3463); may be empty
     * @param diagnostic text of the reply; may be empty
     */
    static boolean isDeadAddress(String status, String diagnostic) {
        String words = diagnostic.toLowerCase(Locale.ROOT);
        if (status.startsWith("4") || SENDER.matcher(status).matches()) {
            return false;
        }
        if (DEAD_WORDS.matcher(words).find()) {
            return true;
        }
        return DEAD.matcher(status).matches() && !ALIVE_WORDS.matcher(words).find();
    }
}
