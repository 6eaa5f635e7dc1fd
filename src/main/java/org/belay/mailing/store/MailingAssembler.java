package org.belay.mailing.store;

import java.util.Optional;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.mailing.model.Approval;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.ReviewReturn;
import org.belay.template.versions.Templates;
import org.springframework.stereotype.Component;

/** Builds a {@link Mailing} from its row: adds users, the template and the number of people. */
@Component
public class MailingAssembler {

    private final Users users;
    private final Templates templates;
    private final Audiences audiences;

    MailingAssembler(Users users, Templates templates, Audiences audiences) {
        this.users = users;
        this.templates = templates;
        this.audiences = audiences;
    }

    public Mailing assemble(MailingRow row) {
        long people = row.snapshot()
                .map(id -> audiences.snapshot(id).people())
                .orElseGet(() -> audiences
                        .byName(row.draft().audience())
                        .map(Audience::people)
                        .orElse(0L));
        Optional<Approval> approval = row.approvedBy()
                .map(by -> new Approval(
                        users.get(new UserId(by)),
                        row.approvedAt().orElseThrow(),
                        row.approvedPeople(),
                        row.approvedSha256()));
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
                approval,
                row.startsAt(),
                row.movedFrom(),
                row.startedAt(),
                row.endedAt(),
                row.heldBecause(),
                row.createdAt(),
                row.revision(),
                row.editedBy().map(users::get),
                row.editedAt(),
                row.returned().map(back -> new ReviewReturn(users.get(back.by()), back.at(), back.reason())));
    }
}
