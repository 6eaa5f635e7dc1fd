package org.belay.mailing.store;

import java.util.List;
import org.belay.access.Users;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.mailing.model.Approval;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingState;
import org.belay.mailing.model.ReviewReturn;
import org.belay.mailing.store.ApprovalStore.ApprovalRow;
import org.belay.template.versions.Templates;
import org.springframework.stereotype.Component;

/** Builds a {@link Mailing} from its row: adds users, the template and the number of people. */
@Component
public class MailingAssembler {

    private final Users users;
    private final Templates templates;
    private final Audiences audiences;
    private final ApprovalStore approvals;
    private final ApprovalNeeds needs;

    MailingAssembler(
            Users users, Templates templates, Audiences audiences, ApprovalStore approvals, ApprovalNeeds needs) {
        this.users = users;
        this.templates = templates;
        this.audiences = audiences;
        this.approvals = approvals;
        this.needs = needs;
    }

    public Mailing assemble(MailingRow row) {
        long people = row.snapshot()
                .map(id -> audiences.snapshot(id).people())
                .orElseGet(() -> audiences
                        .byName(row.draft().audience())
                        .map(Audience::people)
                        .orElse(0L));
        List<Approval> given = row.state() == MailingState.DRAFT
                ? List.of()
                : approvals.of(row.id()).stream().map(this::approval).toList();
        return new Mailing(
                row.id(),
                row.state(),
                row.title(),
                row.draft(),
                templates.version(row.templateVersion()),
                row.thread(),
                people,
                row.snapshot(),
                row.notice(),
                row.correction(),
                row.answers(),
                users.get(row.author()),
                given,
                row.state() == MailingState.IN_REVIEW ? needs.approvals(row) : given.size(),
                row.startsAt(),
                row.movedFrom(),
                row.startedAt(),
                row.endedAt(),
                row.heldBecause(),
                row.createdAt(),
                row.revision(),
                row.editedBy().map(users::get),
                row.editedAt(),
                row.returned().map(back -> new ReviewReturn(users.get(back.by()), back.at(), back.reason())),
                needs.allStaff(row),
                row.newcomers(),
                row.team());
    }

    private Approval approval(ApprovalRow row) {
        return new Approval(
                users.get(row.approver()), row.actingFor().map(users::get), row.at(), row.people(), row.sha256());
    }
}
