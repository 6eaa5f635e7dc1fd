package org.belay.testsupport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After every test, even a failed one, compares the relay's record with Belay's rows. */
public final class RelayAuditExtension implements AfterEachCallback {
    private static final List<String> LIES = new CopyOnWriteArrayList<>(); // the record that lacks them is shared

    private final TestInstallation place;

    public RelayAuditExtension(TestInstallation place) {
        this.place = place;
    }

    /** The relay replies 250 for these and loses the mail. */
    public void exceptLostFor(String... addresses) {
        LIES.addAll(List.of(addresses));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        assertMatchesRelay();
    }

    /** The same in the middle of a test. */
    public void assertMatchesRelay() {
        place.relayAudit().exceptLostFor(LIES).assertMatchesRelay();
    }
}
