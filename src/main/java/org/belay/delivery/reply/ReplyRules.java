package org.belay.delivery.reply;

import static org.belay.delivery.reply.RelayCondition.Remedy.FEWER_CONNECTIONS;
import static org.belay.delivery.reply.RelayCondition.Remedy.PERSON;
import static org.belay.delivery.reply.RelayCondition.Remedy.SLOW_DOWN;
import static org.belay.delivery.reply.RelayCondition.Remedy.WAIT;

import java.util.List;

/**
 * Replies to RCPT, DATA and the end of data that are not about the recipient. The sources are in
 * docs/relay-profiles.md.
 */
final class ReplyRules {
    private static final String SIGN_IN = "The relay requires authentication";
    private static final String NO_RELAYING = "The relay does not relay our mail to other domains";
    private static final String DAY_IS_FULL = "The relay's daily limit is reached";
    private static final String TOO_FAST = "The relay asks for a slower pace";
    private static final String TOO_MANY = "The relay accepts no more connections from us";

    /** True of every relay: RFC 3463 and RFC 4954 define the codes, the words are those of many servers. */
    static final List<ReplyRule> EVERYWHERE = List.of(
            ReplyRule.of(530, "", "", PERSON, SIGN_IN),
            ReplyRule.of(550, "5.7.1", "relay", PERSON, NO_RELAYING),
            ReplyRule.of(554, "5.7.1", "relay", PERSON, NO_RELAYING),
            ReplyRule.of(454, "4.7.1", "relay", WAIT, NO_RELAYING),
            ReplyRule.of(550, "", "(unable|not permitted|not allowed) to relay|relaying denied", PERSON, NO_RELAYING),
            ReplyRule.of(550, "5.7.60", "", PERSON, "The relay does not allow us to send as this sender"),
            ReplyRule.of(452, "4.3.1", "", WAIT, "The relay is out of storage"),
            ReplyRule.of(450, "4.7.1", "rate|too (many|fast|much)|limit|slow|throttl", SLOW_DOWN, TOO_FAST),
            ReplyRule.of(451, "4.7.1", "rate|too (many|fast|much)|limit|slow|throttl", SLOW_DOWN, TOO_FAST),
            ReplyRule.of(432, "4.3.2", "", FEWER_CONNECTIONS, TOO_MANY),
            ReplyRule.of(421, "4.7.0", "too many (concurrent )?(connections|sessions)", FEWER_CONNECTIONS, TOO_MANY),
            ReplyRule.of(421, "4.3.2", "connections", FEWER_CONNECTIONS, TOO_MANY));

    static final List<ReplyRule> EXCHANGE_ONLINE = List.of(
            ReplyRule.of(554, "5.2.0", "", WAIT, DAY_IS_FULL + ", or the sender's mailbox cannot send"),
            ReplyRule.of(554, "5.2.2", "", PERSON, "The sender's own mailbox is full, so it cannot send"),
            ReplyRule.of(550, "5.1.90", "", WAIT, DAY_IS_FULL),
            ReplyRule.of(550, "5.7.233", "", WAIT, DAY_IS_FULL),
            ReplyRule.of(421, "4.4.2", "rate", SLOW_DOWN, TOO_FAST),
            ReplyRule.of(451, "4.7.500", "", SLOW_DOWN, "The relay is busy and asks us to retry"),
            ReplyRule.of(451, "4.7.501", "", SLOW_DOWN, "The relay is busy and asks us to retry"),
            ReplyRule.of(450, "4.7.500", "", SLOW_DOWN, "The relay is busy and asks us to retry"));

    static final List<ReplyRule> EXCHANGE_ON_PREMISES = List.of(
            ReplyRule.of(452, "4.3.1", "", WAIT, "The Exchange server is short of disk or memory (back pressure)"),
            ReplyRule.of(431, "4.3.1", "", WAIT, "The Exchange server is short of disk or memory (back pressure)"),
            ReplyRule.of(550, "5.7.54", "", PERSON, NO_RELAYING),
            ReplyRule.of(421, "4.4.2", "rate", SLOW_DOWN, TOO_FAST));

    static final List<ReplyRule> GOOGLE_RELAY = List.of(
            ReplyRule.of(550, "5.4.5", "", WAIT, DAY_IS_FULL + " for this sender"),
            ReplyRule.of(550, "5.7.1", "daily smtp relay limit", WAIT, DAY_IS_FULL + " for the whole organisation"),
            ReplyRule.of(450, "4.2.1", "", SLOW_DOWN, "The relay's ten-minute limit is reached"),
            ReplyRule.of(
                    550, "5.7.0", "relay denied", PERSON, "Google does not know this host or this sender's domain"),
            ReplyRule.of(550, "5.7.1", "invalid credentials for relay", PERSON, "Google does not know this host"));

    static final List<ReplyRule> SES = List.of(
            ReplyRule.of(454, "", "daily message quota", WAIT, DAY_IS_FULL),
            ReplyRule.of(454, "", "maximum sending rate", SLOW_DOWN, TOO_FAST),
            ReplyRule.of(454, "", "throttling", SLOW_DOWN, TOO_FAST),
            ReplyRule.of(554, "", "email address is not verified", PERSON, "SES has not verified our sender"),
            ReplyRule.of(554, "", "sending paused|account is paused", PERSON, "SES has paused our account"),
            ReplyRule.of(
                    554, "", "access denied", PERSON, "SES does not allow these credentials to send as this sender"));

    private ReplyRules() {}
}
