package org.belay.delivery.bounce;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.belay.delivery.Bounce;
import org.belay.delivery.dispatch.MessageIdentifiers;
import org.belay.delivery.dispatch.SignedEnvelopeId;
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

    public Bounces(BounceStore store) {
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
    public List<RecipientRange> signedRanges(List<String> transactions, List<String> deliveries) {
        Set<RecipientRange> found = new LinkedHashSet<>();
        for (String written : transactions) {
            SignedEnvelopeId.parse(written)
                    .filter(name -> store.token(name.dispatch())
                            .map(MessageIdentifiers::new)
                            .filter(name::isSignedBy)
                            .isPresent())
                    .ifPresent(name -> found.add(new RecipientRange(name.dispatch(), name.first(), name.people())));
        }
        if (found.isEmpty()) {
            Map<String, BounceStore.NamedDispatch> dispatches =
                    store.byName(deliveries.stream().map(Bounces::dispatch).collect(Collectors.toSet()));
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
    private Optional<RecipientRange> byDelivery(String written, Map<String, BounceStore.NamedDispatch> dispatches) {
        String[] parts = written.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        boolean shared = parts[1].startsWith("v");
        int number = Integer.parseInt(shared ? parts[1].substring(1) : parts[1]);
        return Optional.ofNullable(dispatches.get(parts[0]))
                .filter(dispatch -> {
                    var names = new MessageIdentifiers(dispatch.token());
                    return written.equals(shared ? names.sharedDelivery(number) : names.delivery(number));
                })
                .map(dispatch ->
                        new RecipientRange(dispatch.id(), shared ? 0 : number, shared ? dispatch.people() : 1));
    }

    /** The delivery to this address, ignoring case, if a mail may have been sent to it. */
    @Transactional(readOnly = true)
    public Optional<SentDelivery> findByAddress(RecipientRange stretch, String address) {
        return store.findByAddress(stretch, address);
    }

    /** The only delivery in the range; empty if the range has several recipients, or nothing was sent. */
    @Transactional(readOnly = true)
    public Optional<SentDelivery> findOnly(RecipientRange stretch) {
        return stretch.people() == 1 ? store.findFirst(stretch) : Optional.empty();
    }

    /** Records a bounce; a later report about the same delivery changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(SentDelivery sent, Bounce bounce) {
        store.add(sent, bounce);
    }
}
