package org.belay.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.belay.delivery.reply.RefusalCause.RefusalSubject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalClassifierTest {
    private static final RelayProfile GENERIC = RelayProfiles.named("generic");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.8 Access denied, bad outbound sender | Restricted entities",
                "550 5.7.30 Basic authentication is not supported for Client Submission. | relay.oauth",
                "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization | inbound connector",
                "550 5.7.501 Access denied, spam abuse detected | Restricted entities",
                "550 5.7.511 Access denied, banned sender[192.0.2.1] | Restricted entities",
                "550 5.7.606 Access denied, banned sending IP [192.0.2.1] | mynetworks",
                "550 5.7.705 Access denied, tenant has exceeded threshold | Restricted entities",
                "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP | mynetworks",
                "550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains | Restricted entities",
                "550 5.7.232 Your message can't be sent because your trial tenant has exceeded its limit | Restricted entities",
                "550 5.7.799 a code of tomorrow | Restricted entities",
                "554 5.7.1 <unknown[192.0.2.7]>: Client host rejected: Access denied | mynetworks",
                "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.example.org | block list",
                "553 5.7.1 <b+1@example.org>: Sender address rejected: not owned by user it@example.org | relay.return-path: fixed",
                "550 5.1.7 <b@example.org>: sender domain does not exist | return-path",
                "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname | relay.ehlo-name",
                "550 5.7.26 Unauthenticated email from example.org is not accepted | DMARC",
                "550 5.7.25 The sending IP does not have a PTR record | mynetworks",
                "550 Access denied | sender.address",
                "550 Administrative prohibition | sender.address",
                "554 5.7.1 Message rejected as spam | spam filter",
                "554 This message contains a virus | spam filter",
                "550 5.4.5 Daily sending quota exceeded. | Restricted entities",
                "550 Sending quota exceeded | Restricted entities",
                "550 5.7.1 Your account has been disabled. Contact support. | Restricted entities",
                "550 Account has been disabled: contact support | Restricted entities",
                "550 Sending suspended for this account | Restricted entities",
                "525 5.7.13 User account disabled | relay.username",
                "554 Email rejected due to security policies - https://community.mimecast.com/docs/DOC-1369#554 | sender.address",
                "554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1 | sender.address",
                "554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation | block list",
                "550 The from address does not match a verified Sender Identity. | sender.address",
                "550 5.7.1 Unable to relay | Ask",
                "530 5.7.0 Authentication required | relay.username",
                "550 said: 550 5.7.502 no | Restricted entities"
            })
    void s58_a_refusal_that_may_concern_the_sender_comes_with_advice(String line, String advice) {
        RefusalCause refusal = RefusalClassifier.of(TestOutcomes.reply(line), GENERIC);

        assertThat(refusal.about()).isEqualTo(RefusalSubject.SENDER);
        if (!advice.equals("Ask")) {
            assertThat(refusal.advice()).contains(advice);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 no such user",
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found",
                "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)",
                "550 5.7.124 RESOLVER.RST.SenderNotInAllowedList; not in the allowed senders list",
                "550 5.7.129 RESOLVER.RST.SenderNotAuthenticatedForMailbox",
                "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
                "550 5.7.134 RESOLVER.RST.SenderNotAuthenticatedForMailbox; authentication required",
                "552 5.2.2 mailbox full",
                "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required",
                "550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized",
                "550 5.7.1 RESOLVER.RST.RestrictedToRecipientsPermission; the sender isn't on the recipient's list of senders",
                "550 5.7.507 Access denied, rejected by recipient",
                "550 5.7.193 UserNotFound; cannot verify recipient",
                "525 5.7.13 <x@example.org>: Recipient address rejected: User account disabled",
                "552 5.2.2 The email account that you tried to reach is over quota.",
                "550 The email account that you tried to reach is disabled.",
                "554 delivery error: This account has been disabled or discontinued",
                "556 5.1.10 Domain does not accept mail",
                "550 sorry, no mailbox here by that name",
                "550 <x@example.org>: User unknown in virtual mailbox table",
                "550 Requested action not taken: mailbox unavailable",
                "554 delivery error: This user doesn't have an example.com account",
                "550 gateway said: 550 5.1.1 unknown or illegal alias"
            })
    void s58_a_refusal_of_a_mailbox_is_about_the_recipient(String line) {
        assertThat(RefusalClassifier.of(TestOutcomes.reply(line), GENERIC).about())
                .isEqualTo(RefusalSubject.RECIPIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"550 Requested action not taken", "554 Transaction failed", "554 5.0.0 no", "550 192.5.1.1 no"})
    void a_vague_refusal_is_unknown(String line) {
        assertThat(RefusalClassifier.of(TestOutcomes.reply(line), GENERIC).about())
                .isEqualTo(RefusalSubject.UNKNOWN);
    }
}
