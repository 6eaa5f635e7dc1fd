package org.belay.delivery.relay;

import static org.belay.delivery.relay.Concern.Cure.FEWER_CONNECTIONS;
import static org.belay.delivery.relay.Concern.Cure.PATIENCE;
import static org.belay.delivery.relay.Concern.Cure.PERSON;
import static org.belay.delivery.relay.Concern.Cure.TIME;

import java.util.List;

/**
 * Replies to RCPT, DATA and the end of data that are not about the recipient. The sources are in
 * docs/relay-profiles.md.
 */
final class Meanings {
    private static final String SIGN_IN = "The relay requires authentication";
    private static final String NO_RELAYING = "The relay does not relay our mail to other domains";
    private static final String DAY_IS_FULL = "The relay's daily limit is reached";
    private static final String TOO_FAST = "The relay asks for a slower pace";
    private static final String TOO_MANY = "The relay accepts no more connections from us";

    /** True of every relay: RFC 3463 and RFC 4954 define the codes, the words are those of many servers. */
    static final List<Meaning> EVERYWHERE = List.of(
            Meaning.of(530, "", "", PERSON, SIGN_IN),
            Meaning.of(550, "5.7.1", "relay", PERSON, NO_RELAYING),
            Meaning.of(554, "5.7.1", "relay", PERSON, NO_RELAYING),
            Meaning.of(454, "4.7.1", "relay", TIME, NO_RELAYING),
            Meaning.of(550, "", "(unable|not permitted|not allowed) to relay|relaying denied", PERSON, NO_RELAYING),
            Meaning.of(550, "5.7.60", "", PERSON, "The relay does not allow us to send as this sender"),
            Meaning.of(452, "4.3.1", "", TIME, "The relay is out of storage"),
            Meaning.of(450, "4.7.1", "rate|too (many|fast|much)|limit|slow|throttl", PATIENCE, TOO_FAST),
            Meaning.of(451, "4.7.1", "rate|too (many|fast|much)|limit|slow|throttl", PATIENCE, TOO_FAST),
            Meaning.of(432, "4.3.2", "", FEWER_CONNECTIONS, TOO_MANY),
            Meaning.of(421, "4.7.0", "too many (concurrent )?(connections|sessions)", FEWER_CONNECTIONS, TOO_MANY),
            Meaning.of(421, "4.3.2", "connections", FEWER_CONNECTIONS, TOO_MANY));

    static final List<Meaning> EXCHANGE_ONLINE = List.of(
            Meaning.of(554, "5.2.0", "", TIME, DAY_IS_FULL + ", or the sender's mailbox cannot send"),
            Meaning.of(554, "5.2.2", "", PERSON, "The sender's own mailbox is full, so it cannot send"),
            Meaning.of(550, "5.1.90", "", TIME, DAY_IS_FULL),
            Meaning.of(550, "5.7.233", "", TIME, DAY_IS_FULL),
            Meaning.of(421, "4.4.2", "rate", PATIENCE, TOO_FAST),
            Meaning.of(451, "4.7.500", "", PATIENCE, "The relay is busy and asks us to retry"),
            Meaning.of(451, "4.7.501", "", PATIENCE, "The relay is busy and asks us to retry"),
            Meaning.of(450, "4.7.500", "", PATIENCE, "The relay is busy and asks us to retry"));

    static final List<Meaning> EXCHANGE_ON_PREMISES = List.of(
            Meaning.of(452, "4.3.1", "", TIME, "The Exchange server is short of disk or memory (back pressure)"),
            Meaning.of(431, "4.3.1", "", TIME, "The Exchange server is short of disk or memory (back pressure)"),
            Meaning.of(550, "5.7.54", "", PERSON, NO_RELAYING),
            Meaning.of(421, "4.4.2", "rate", PATIENCE, TOO_FAST));

    static final List<Meaning> GOOGLE_RELAY = List.of(
            Meaning.of(550, "5.4.5", "", TIME, DAY_IS_FULL + " for this sender"),
            Meaning.of(550, "5.7.1", "daily smtp relay limit", TIME, DAY_IS_FULL + " for the whole organisation"),
            Meaning.of(450, "4.2.1", "", PATIENCE, "The relay's ten-minute limit is reached"),
            Meaning.of(550, "5.7.0", "relay denied", PERSON, "Google does not know this host or this sender's domain"),
            Meaning.of(550, "5.7.1", "invalid credentials for relay", PERSON, "Google does not know this host"));

    static final List<Meaning> SES = List.of(
            Meaning.of(454, "", "daily message quota", TIME, DAY_IS_FULL),
            Meaning.of(454, "", "maximum sending rate", PATIENCE, TOO_FAST),
            Meaning.of(454, "", "throttling", PATIENCE, TOO_FAST),
            Meaning.of(554, "", "email address is not verified", PERSON, "SES has not verified our sender"),
            Meaning.of(554, "", "sending paused|account is paused", PERSON, "SES has paused our account"),
            Meaning.of(
                    554, "", "access denied", PERSON, "SES does not allow these credentials to send as this sender"));

    private Meanings() {}
}
