package org.belay.delivery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What came back. A bounce stands beside its delivery, whose attempts and state stay as they are: BOUNCED is what an ACCEPTED or
 * IN_DOUBT delivery is called while a bounce stands beside it. So one that overtakes our own record of the acceptance waits for it, and
 * who may have a notice is the same as before.
 */
@Component
public class Bounces {

    private final BounceStore store;

    Bounces(BounceStore store) {
        this.store = store;
    }

    /**
     * Whose mails bear these names, if we sealed them.
     *
     * @param transactions {@code 12.4711.<seal>}, from a return path or an envelope id
     * @param deliveries the value of a header Belay-Delivery
     * @return none where every seal is false
     */
    @Transactional(readOnly = true)
    public List<Stretch> sealed(List<String> transactions, List<String> deliveries) {
        Set<Stretch> ours = new LinkedHashSet<>();
        for (String written : transactions) {
            TransactionName.read(written)
                    .filter(name -> store.token(name.dispatch())
                            .map(MessageNames::new)
                            .filter(name::isOf)
                            .isPresent())
                    .ifPresent(name -> ours.add(new Stretch(name.dispatch(), name.first(), name.people())));
        }
        if (ours.isEmpty()) {
            Map<String, BounceStore.Named> dispatches =
                    store.named(deliveries.stream().map(Bounces::dispatch).collect(Collectors.toSet()));
            deliveries.forEach(written -> byDelivery(written, dispatches).ifPresent(ours::add));
        }
        return List.copyOf(ours);
    }

    private static String dispatch(String written) {
        return written.replaceFirst("\\..*", "");
    }

    /** The header says less than a transaction's name where many got one copy: then anybody of its dispatch can be meant. */
    private Optional<Stretch> byDelivery(String written, Map<String, BounceStore.Named> dispatches) {
        String[] parts = written.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        boolean shared = parts[1].startsWith("v");
        int number = Integer.parseInt(shared ? parts[1].substring(1) : parts[1]);
        return Optional.ofNullable(dispatches.get(parts[0]))
                .filter(dispatch -> {
                    var names = new MessageNames(dispatch.token());
                    return written.equals(shared ? names.shared(number) : names.delivery(number));
                })
                .map(dispatch -> new Stretch(dispatch.id(), shared ? 0 : number, shared ? dispatch.people() : 1));
    }

    /** The one with this address, if something was sent to them; upper and lower case do not matter. */
    @Transactional(readOnly = true)
    public Optional<Sent> person(Stretch stretch, String address) {
        return store.person(stretch, address);
    }

    /** The only one that a name can mean; empty where it can mean several, or nothing was sent. */
    @Transactional(readOnly = true)
    public Optional<Sent> only(Stretch stretch) {
        return stretch.people() == 1 ? store.first(stretch) : Optional.empty();
    }

    /** The first report that says so stands. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void bounced(Sent sent, Bounce bounce) {
        store.add(sent, bounce);
    }
}
