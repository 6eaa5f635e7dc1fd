package org.belay.testsupport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After every test, even a failed one, compares the relay's record with Belay's rows. */
public final class MustBalance implements AfterEachCallback {
    private static final List<String> LIES = new CopyOnWriteArrayList<>(); // the record that lacks them is shared

    private final Place place;

    public MustBalance(Place place) {
        this.place = place;
    }

    /** The relay replies 250 for these and loses the mail. */
    public void exceptLiesTo(String... addresses) {
        LIES.addAll(List.of(addresses));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        mustBalance();
    }

    /** The same in the middle of a test. */
    public void mustBalance() {
        place.reckoning().exceptLiesTo(LIES).mustBalance();
    }
}
