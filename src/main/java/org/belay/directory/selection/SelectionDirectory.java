package org.belay.directory.selection;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.belay.access.UserId;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.source.SourceRow;
import org.belay.directory.model.SourceDefinition.SelectionSource;
import org.belay.directory.model.SourceUnreadable;
import org.belay.directory.selection.SelectionStore.NoticeState;
import org.belay.platform.NearestName;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads people who are selected from other audiences. */
@Component
public class SelectionDirectory {
    private final SelectionStore store;
    private final Audiences audiences;
    private final TransactionTemplate own;

    SelectionDirectory(SelectionStore store, Audiences audiences, PlatformTransactionManager transactions) {
        this.store = store;
        this.audiences = audiences;
        // the connection of the caller is copying the people meanwhile
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        own.setReadOnly(true);
        // the checks, the people and their writers belong together
        own.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * @param audience name of the audience that is to be selected
     * @throws RequestRefused if the words cannot be read or name what does not exist
     */
    public void check(String audience, SelectionSource source) {
        SelectionNode selection = SelectionParser.parse(source.words());
        String itself = audience.strip().toLowerCase(Locale.ROOT);
        if (SelectionOperands.of(selection).audiences().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(itself))) {
            throw new RequestRefused("\"" + audience + "\" cannot be selected from itself. Nothing was changed.");
        }
        own.executeWithoutResult(status -> resolved(selection));
    }

    /**
     * Passes each selected person.
     *
     * @return the users who decided who is in the audiences and mailings that are named, also behind "not"
     */
    public Set<UserId> read(SelectionSource source, Consumer<SourceRow> rows) {
        SelectionNode selection = SelectionParser.parse(source.words());
        return own.execute(status -> {
            SelectionOperands operands = resolved(selection);
            store.read(selection, operands, rows);
            var writers = new LinkedHashSet<UserId>();
            operands.audienceIds().forEach(audience -> writers.addAll(audiences.writers(audience)));
            operands.mailings().forEach(mailing -> writers.addAll(store.importersOf(mailing)));
            return writers;
        });
    }

    private SelectionOperands resolved(SelectionNode selection) {
        SelectionOperands operands = SelectionOperands.of(selection);
        if (!operands.namesPeople()) {
            throw new SourceUnreadable(
                    "The selection names no people. Begin it with an audience or a mailing, such as in \"All staff\".");
        }
        for (String name : operands.audiences()) {
            Audience audience = audiences.byName(name).orElseThrow(() -> missing(name));
            if (audience.people() == 0) {
                throw new SourceUnreadable("The audience \"" + name + "\" has no people, so none can be selected from"
                        + " it or excluded by it. Import or sync it first.");
            }
            operands.resolve(name, audience.id());
        }
        for (long mailing : operands.mailings()) {
            NoticeState notice = store.notice(mailing)
                    .orElseThrow(() -> new SourceUnreadable(
                            "M-%04d was never submitted, so it has no recipients.".formatted(mailing)));
            if (notice == NoticeState.OPEN && operands.endedMailings().contains(mailing)) {
                throw new SourceUnreadable(("M-%04d has not ended, so people who did not get it may still get it."
                                + " Wait until it is sent, or stop it.")
                        .formatted(mailing));
            }
        }
        new SelectionValues(store, operands).check();
        return operands;
    }

    private SourceUnreadable missing(String name) {
        var names = audiences.list().stream().map(Audience::name).toList();
        return new SourceUnreadable("There is no audience \"" + name + "\"."
                + NearestName.to(name, names)
                        .map(near -> " Did you mean \"" + near + "\"?")
                        .orElse(""));
    }
}
