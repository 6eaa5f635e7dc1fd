package org.belay.smtp;

import org.belay.testkit.FaultyRelay;
import org.junit.jupiter.api.BeforeEach;

/** The same promises where the relay offers PIPELINING and the envelope goes out in one piece. */
class PipelinedMessageFaultsIT extends MessageFaultsIT {

    @BeforeEach
    void it_may_speak_ahead(FaultyRelay relay) {
        relay.offering("PIPELINING", "8BITMIME");
    }
}
