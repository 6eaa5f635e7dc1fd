package org.belay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audience.AudienceImports;
import org.belay.audience.BadRowPolicy;
import org.belay.audience.file.PeopleFile;
import org.belay.audit.AuditLog;
import org.belay.correction.Correction;
import org.belay.correction.Corrections;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.DispatchKind;
import org.belay.mailing.MailingApprovals;
import org.belay.mailing.MailingDrafts;
import org.belay.mailing.MailingReport;
import org.belay.mailing.MailingReviews;
import org.belay.mailing.MailingSubmissions;
import org.belay.mailing.Mailings;
import org.belay.mailing.SendingControl;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingState;
import org.belay.platform.RequestRefused;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A mailing from draft to correction on the real server, the real database and a real relay. The tests compare with
 * the record of the relay.
 */
class WholeMailingIT {

    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private static int round;

    private final Mailings mailings = belay.bean(Mailings.class);
    private final MailingDrafts drafts = belay.bean(MailingDrafts.class);
    private final MailingSubmissions submissions = belay.bean(MailingSubmissions.class);
    private final MailingApprovals approvals = belay.bean(MailingApprovals.class);
    private final SendingControl sending = belay.bean(SendingControl.class);
    private final MailingReport report = belay.bean(MailingReport.class);
    private final Corrections corrections = belay.bean(Corrections.class);
    private User author;
    private User approver;
    private String at;

    @BeforeEach
    void an_author_and_an_approver() {
        round++;
        at = "@r" + round + ".example.org";
        Users users = belay.bean(Users.class);
        author = users.enrol("Nora", "nora" + at, Set.of(Role.AUTHOR), "test");
        approver = users.enrol("Tomás", "tomas" + at, Set.of(Role.APPROVER), "test");
    }

    @Test
    void a_notice_is_sent_once_to_every_recipient() {
        MailingId id = going(draft(staff(600), 0));

        await().atMost(Duration.ofMinutes(2)).until(() -> state(id) == MailingState.SENT);

        assertThat(took("notice")).hasSize(600).doesNotHaveDuplicates();
        assertThat(report.status(id).notice().of(DeliveryState.ACCEPTED)).isEqualTo(600);
    }

    @Test
    void a_notice_taken_back_half_way_is_corrected_for_exactly_those_who_have_it() {
        MailingId id = going(draft(staff(200), 1200));
        await().atMost(Duration.ofMinutes(2)).until(() -> took("notice").size() >= 40);

        Correction correction = corrections.order(id, "sent by mistake", approver);

        await().atMost(Duration.ofMinutes(2)).until(() -> state(id) == MailingState.CORRECTED);
        assertThat(took("notice")).hasSizeLessThan(200).doesNotHaveDuplicates();
        assertThat(took("correction")).containsExactlyInAnyOrderElementsOf(took("notice"));
        assertThat(correction.newlyOrdered()).isTrue();
        assertThat(corrections.order(id, "again", author).newlyOrdered()).isFalse();
        assertThatThrownBy(() -> sending.resume(id, author)).isInstanceOf(RequestRefused.class);
        assertThat(belay.bean(AuditLog.class).verify().ok()).isTrue();
    }

    @Test
    void everyone_who_may_have_the_notice_gets_the_correction_even_when_the_answer_was_lost() {
        relay.forRecipient("p1" + at).after(FaultPoint.DOT).keepMessage().dropConnection();
        relay.forRecipient("p2" + at).at(FaultPoint.RCPT).reply("550 5.1.1 no such user");
        MailingId id = going(draft(staff(4), 0));
        await().atMost(Duration.ofMinutes(1)).until(() -> state(id) == MailingState.SENT);
        relay.forgetScript();

        corrections.order(id, "sent by mistake", author);

        await().atMost(Duration.ofMinutes(2)).until(() -> state(id) == MailingState.CORRECTED);
        assertThat(took("correction")).containsExactlyInAnyOrder("p0" + at, "p1" + at, "p3" + at);
        assertThat(report.deliveries(id, DispatchKind.NOTICE, Optional.of(DeliveryState.IN_DOUBT), 0, 10))
                .extracting(row -> row.address())
                .containsExactly("p1" + at);
    }

    @Test
    void a_stopped_notice_resumes_and_every_recipient_gets_it_once() {
        MailingId id = going(draft(staff(120), 1200));
        await().atMost(Duration.ofMinutes(1)).until(() -> took("notice").size() >= 20);

        sending.stop(id, author);
        int left = took("notice").size();
        sending.resume(id, author);

        await().atMost(Duration.ofMinutes(2)).until(() -> state(id) == MailingState.SENT);
        assertThat(left).isLessThan(120);
        assertThat(took("notice")).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void an_unreachable_relay_pauses_the_mailing_without_using_up_attempts() {
        relay.goAway();
        MailingId id = going(draft(staff(5), 0));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> report.status(id).paused().isPresent());
        assertThat(report.deliveries(id, DispatchKind.NOTICE, Optional.empty(), 0, 10))
                .allMatch(row -> row.attempts() == 0);

        relay.comeBack();

        await().atMost(Duration.ofMinutes(2)).until(() -> state(id) == MailingState.SENT);
        assertThat(took("notice")).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void the_memo_of_the_story_is_refused_without_a_reason() {
        Mailing mailing = drafts.create(without("reason", draft(staff(3), 0)), author);

        assertThatThrownBy(() -> submissions.submit(mailing.id(), Map.of(), author))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("eason");
        assertThat(state(mailing.id())).isEqualTo(MailingState.DRAFT);
    }

    @Test
    void a_writer_cannot_approve_and_the_head_count_must_be_right() {
        Users users = belay.bean(Users.class);
        User both = users.enrol("Both", "both" + at, Set.of(Role.AUTHOR, Role.APPROVER), "test");
        MailingId id = drafts.create(draft(staff(3), 0), both).id();
        submissions.submit(id, answersTo(id), both);

        assertThatThrownBy(() -> approvals.approve(id, 3, digest(id), both))
                .hasMessageContaining("you wrote a part of it, submitted it");
        assertThatThrownBy(() -> approvals.approve(id, 4, digest(id), approver)).hasMessageContaining("3 people");
        assertThat(approvals.approve(id, 3, digest(id), approver).state()).isEqualTo(MailingState.APPROVED);
    }

    @Test
    void the_digest_of_an_earlier_submission_approves_nothing() {
        MailingId id = drafts.create(draft(staff(3), 0), author).id();
        submitted(id);
        String read = digest(id);
        submissions.returnToAuthor(id, "say why", approver);
        submitted(id);

        assertThatThrownBy(() -> approvals.approve(id, 3, read, approver)).hasMessageContaining("submitted again");

        assertThat(state(id)).isEqualTo(MailingState.IN_REVIEW);
    }

    @Test
    void a_mailing_changed_after_approval_is_held_and_not_sent() {
        MailingId id = approved(draft(staff(3), 0));
        belay.bean(JdbcClient.class)
                .sql("UPDATE variant SET message_template = message_template || 'x'::bytea WHERE dispatch = :notice")
                .param("notice", mailings.get(id).notice().orElseThrow().value())
                .update();

        sending.schedule(id, author);

        await().atMost(Duration.ofMinutes(1)).until(() -> state(id) == MailingState.HELD);
        assertThat(took("notice")).isEmpty();
    }

    private Mailing submitted(MailingId id) {
        return submissions.submit(id, answersTo(id), author);
    }

    @Test
    void a_start_time_in_the_past_is_refused_and_nothing_is_sent() {
        ZonedDateTime past = ZonedDateTime.now().minusHours(1);
        MailingId tooLate =
                drafts.create(draft(staff(2), 0, Optional.of(past)), author).id();
        submitted(tooLate);
        assertThatThrownBy(() -> approvals.approve(tooLate, 2, digest(tooLate), approver))
                .hasMessageContaining("is in the past");
        assertThat(state(tooLate)).isEqualTo(MailingState.IN_REVIEW);

        MailingId id = approved(draft(staff(2), 0, Optional.of(past.plusDays(1))));
        belay.bean(JdbcClient.class)
                .sql("UPDATE mailing SET send_at = :past WHERE id = :id")
                .param("past", past.toString())
                .param("id", id.value())
                .update();

        assertThatThrownBy(() -> sending.schedule(id, author)).hasMessageContaining("is in the past");

        assertThat(took("notice")).isEmpty();
    }

    private MailingId going(Draft draft) {
        MailingId id = approved(draft);
        sending.schedule(id, author);
        return id;
    }

    private MailingId approved(Draft draft) {
        MailingId id = drafts.create(draft, author).id();
        approvals.approve(id, submitted(id).people(), digest(id), approver);
        return id;
    }

    private static String digest(MailingId id) {
        return belay.bean(MailingReviews.class).of(id).digest();
    }

    private MailingState state(MailingId id) {
        return mailings.get(id).state();
    }

    private List<String> took(String kind) {
        return relay.took(mail -> mail.header("Belay-Kind").equals(Optional.of(kind))).stream()
                .filter(address -> address.endsWith(at))
                .toList();
    }

    private String staff(int people) {
        String name = "staff " + round;
        String csv = "email,first name,language\n"
                + IntStream.range(0, people)
                        .mapToObj(n -> "p" + n + at + ",Person" + n + "," + (n % 3 == 0 ? "de" : "en") + "\n")
                        .collect(Collectors.joining());
        belay.bean(AudienceImports.class)
                .importFile(
                        name,
                        PeopleFile.of("staff.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8))),
                        BadRowPolicy.REFUSE,
                        author);
        return name;
    }

    private Map<String, String> answersTo(MailingId id) {
        return mailings.check(id).stream()
                .collect(Collectors.toMap(finding -> finding.id(), finding -> "It is meant so."));
    }

    private static Draft draft(String audience, int pace) {
        return draft(audience, pace, Optional.empty());
    }

    private static Draft draft(String audience, int pace, Optional<ZonedDateTime> sendAt) {
        return new Draft(
                "mandatory-app-removal",
                "en",
                Map.of(
                        "app", "TikTok",
                        "device_scope", "phone and tablet that receives company email",
                        "deadline", ZonedDateTime.now().plusDays(10).toLocalDate() + "T18:00[Europe/Berlin]",
                        "reason", "Our device review did not clear the app for devices that hold company data.",
                        "exception", "TikTok in the browser of your laptop stays allowed.",
                        "how_to", "1. Press and hold the icon.\n2. Choose **Remove App**.",
                        "contact", "servicedesk@example.org"),
                Map.of(),
                Map.of(
                        "now_true", "You may keep TikTok. Our rules for apps have not changed.",
                        "if_already_acted", "You may install it again. Your account was not touched.",
                        "cause", "The email was a draft that was never decided."),
                Map.of(),
                audience,
                pace,
                sendAt);
    }

    private static Draft without(String field, Draft draft) {
        var values = new java.util.HashMap<>(draft.values());
        values.remove(field);
        return new Draft(
                draft.template(),
                draft.language(),
                values,
                Map.of(),
                draft.correction(),
                Map.of(),
                draft.audience(),
                draft.pace(),
                draft.sendAt());
    }
}
