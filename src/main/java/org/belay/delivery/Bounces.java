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
 * Bounces and the deliveries that they are about. A bounce is stored in its own table; the attempts and the state of
 * its delivery do not change: an ACCEPTED or IN_DOUBT delivery is shown as BOUNCED while a bounce exists. A bounce that
 * arrives before our record of the acceptance therefore waits for it, and who may have a notice stays the same.
 */
@Component
public class Bounces {

    private final BounceStore store;

    Bounces(BounceStore store) {
        this.store = store;
    }

    /**
     * The recipients whose mails carry these identifiers, if the signatures are valid.
     *
     * @param transactions {@code 12.4711.<signature>}, from a return path or an envelope id
     * @param deliveries values of the header Belay-Delivery
     * @return empty if no signature is valid
     */
    @Transactional(readOnly = true)
    public List<Stretch> sealed(List<String> transactions, List<String> deliveries) {
        Set<Stretch> found = new LinkedHashSet<>();
        for (String written : transactions) {
            TransactionName.read(written)
                    .filter(name -> store.token(name.dispatch())
                            .map(MessageNames::new)
                            .filter(name::isOf)
                            .isPresent())
                    .ifPresent(name -> found.add(new Stretch(name.dispatch(), name.first(), name.people())));
        }
        if (found.isEmpty()) {
            Map<String, BounceStore.Named> dispatches =
                    store.named(deliveries.stream().map(Bounces::dispatch).collect(Collectors.toSet()));
            deliveries.forEach(written -> byDelivery(written, dispatches).ifPresent(found::add));
        }
        return List.copyOf(found);
    }

    private static String dispatch(String written) {
        return written.replaceFirst("\\..*", "");
    }

    /**
     * The header is less precise than an envelope id where a copy is shared: it can mean any recipient of its dispatch.
     */
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

    /** The delivery to this address, ignoring case, if a mail may have been sent to it. */
    @Transactional(readOnly = true)
    public Optional<Sent> person(Stretch stretch, String address) {
        return store.person(stretch, address);
    }

    /** The only delivery in the range; empty if the range has several recipients, or nothing was sent. */
    @Transactional(readOnly = true)
    public Optional<Sent> only(Stretch stretch) {
        return stretch.people() == 1 ? store.first(stretch) : Optional.empty();
    }

    /** Records a bounce; a later report about the same delivery changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void bounced(Sent sent, Bounce bounce) {
        store.add(sent, bounce);
    }
}
