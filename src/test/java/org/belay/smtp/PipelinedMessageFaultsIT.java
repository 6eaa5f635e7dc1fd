package org.belay.smtp;

import org.belay.testkit.FaultyRelay;
import org.junit.jupiter.api.BeforeEach;

/** The same tests if the relay offers PIPELINING and the envelope is sent in one piece. */
class PipelinedMessageFaultsIT extends MessageFaultsIT {

    @BeforeEach
    void it_may_pipeline(FaultyRelay relay) {
        relay.offering("PIPELINING", "8BITMIME");
    }
}
