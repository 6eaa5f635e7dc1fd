package org.belay.delivery.relay;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.reply.RelayProfile;
import org.belay.delivery.reply.RelayProfiles;
import org.belay.platform.RelaySettings;
import org.belay.platform.Settings;
import org.belay.smtp.RelayAddress;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The relay for mails and, if one is configured, another relay for corrections. */
@Component
public class ConfiguredRelays {

    /** How long a silent relay may delay other mail. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Relay usual;
    private final Relay forCorrections;

    ConfiguredRelays(Settings settings, RelayQuotaStore store, PlatformTransactionManager transactions) {
        var transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        Optional<RelaySettings> own = settings.relayForCorrections();
        usual = relay(settings.relay(), own.isEmpty(), store, transaction);
        forCorrections =
                own.map(relay -> relay(relay, false, store, transaction)).orElse(usual);
    }

    private static Relay relay(
            RelaySettings settings, boolean forAll, RelayQuotaStore store, TransactionTemplate transaction) {
        RelayProfile profile = RelayProfiles.of(settings);
        String key = settings.username().map(user -> user + "@").orElse("") + settings.host() + ":" + settings.port();
        return new Relay(
                new RelayAddressSupplier(settings, profile.limits().overlap()),
                profile,
                new RelayQuota(key, profile.limits(), forAll, store, transaction),
                forAll,
                SILENCE,
                System::nanoTime);
    }

    /** The relay for a mail of this kind. */
    public Relay of(DispatchKind kind) {
        return kind == DispatchKind.CORRECTION ? forCorrections : usual;
    }

    /** Each once. */
    public List<Relay> all() {
        return usual == forCorrections ? List.of(usual) : List.of(usual, forCorrections);
    }

    /** Address of the usual relay; the password is read again, so that a change needs no restart. */
    public RelayAddress address() {
        return usual.address();
    }

    /** Aborts every dialogue: Belay ends, and the relay has had time to reply. */
    public void abort() {
        all().forEach(Relay::abort);
    }

    /** Once a second. */
    public void maintain() {
        all().forEach(Relay::maintain);
    }

    /**
     * Divides the connections of the relays over the cluster.
     *
     * @param nodes number of processes
     * @param rank position of this process among them, from 0
     */
    public void share(int nodes, int rank) {
        for (Relay relay : all()) {
            int connections = relay.profile().limits().connections();
            relay.share(connections / nodes + (rank < connections % nodes ? 1 : 0));
        }
    }

    @PreDestroy
    void closeAll() {
        all().forEach(Relay::close);
    }
}
