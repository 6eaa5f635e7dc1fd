package org.belay.delivery.dispatch;

import java.util.List;
import java.util.stream.Stream;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchStopped;
import org.belay.platform.RequestRefused;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes way for a correction: records what it changes, and stops all that is still going out. */
final class CorrectionOrder {

    private final DispatchStore store;
    private final ChangedStatements changed;
    private final ApplicationEventPublisher events;

    CorrectionOrder(JdbcClient sql, ApplicationEventPublisher events) {
        store = new DispatchStore(sql);
        changed = new ChangedStatements(sql);
        this.events = events;
    }

    /** False if it was ordered before. */
    boolean makeWay(DispatchId notice, DispatchId correction, CorrectionKind kind) {
        changed.lockChainOf(notice);
        StatementChain chain = changed.chainOf(notice);
        List<DispatchId> sent = chain.statements().stream()
                .map(StatementChain.Statement::dispatch)
                .toList();
        if (sent.contains(correction)) {
            return false;
        }
        if (!chain.allows(kind)) {
            throw new RequestRefused(
                    chain.isWithdrawn()
                            ? "The mail is withdrawn already: it can only be reinstated."
                            : "Nothing is withdrawn that could be reinstated.");
        }
        store.lockExclusively(
                Stream.concat(sent.stream(), Stream.of(correction)).toArray(DispatchId[]::new));
        changed.order(correction, kind, sent.size(), chain.changesOf(kind));
        sent.forEach(one -> store.stop(one).ifPresent(n -> events.publishEvent(new DispatchStopped(one, n))));
        return true;
    }

    boolean isChanged(DispatchId dispatch) {
        return changed.isChanged(dispatch);
    }
}
