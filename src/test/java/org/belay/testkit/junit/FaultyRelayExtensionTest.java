package org.belay.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.belay.testkit.FaultPoint.BANNER;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.belay.testkit.FaultyRelay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the test classes at the end of this file and looks at the relays that they got. */
@Timeout(60)
class FaultyRelayExtensionTest {
    private static final Queue<FaultyRelay> RELAYS = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void forget() {
        RELAYS.clear();
    }

    @Test
    void each_test_has_a_relay_of_its_own_also_in_its_constructor_and_around_it() {
        runTestsOf(RelayForEachTest.class);

        List<FaultyRelay> relays = List.copyOf(RELAYS);
        assertThat(relays).hasSize(8);
        assertThat(Set.copyOf(relays.subList(0, 4))).hasSize(1);
        assertThat(Set.copyOf(relays.subList(4, 8))).hasSize(1);
        assertThat(relays.get(0)).isNotSameAs(relays.get(4));
    }

    @Test
    void a_static_field_gives_one_relay_to_all_tests_of_the_class() {
        runTestsOf(RelayInStaticField.class);

        assertThat(RELAYS).hasSize(3).containsOnly(RELAYS.peek());
    }

    @Test
    void a_relay_that_before_all_asks_for_serves_all_tests_of_the_class() {
        runTestsOf(RelayInBeforeAll.class);

        assertThat(RELAYS).hasSize(3).containsOnly(RELAYS.peek());
    }

    @Test
    void the_end_of_a_test_closes_its_relay_and_ends_a_silent_connection() throws IOException {
        runTestsOf(SilentRelay.class);

        try (Socket client = SilentRelay.client) {
            assertThatThrownBy(() -> SilentRelay.banner.read()).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> connect(RELAYS.element())).isInstanceOf(ConnectException.class);
    }

    @Test
    void an_extension_that_is_in_no_static_field_says_how_to_get_the_relay() {
        assertThatThrownBy(() -> new FaultyRelayExtension().relay())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("static field with @RegisterExtension")
                .hasMessageContaining("void test(FaultyRelay relay)");
    }

    private static void runTestsOf(Class<?> tests) {
        var summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .filters(EngineFilter.includeEngines("junit-jupiter"))
                                .build(),
                        summary);
        assertThat(summary.getSummary().getTestsSucceededCount()).isPositive();
        assertThat(summary.getSummary().getFailures()).isEmpty();
    }

    private static Socket connect(FaultyRelay relay) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @ExtendWith(FaultyRelayExtension.class)
    static class RelayForEachTest {
        RelayForEachTest(FaultyRelay relay) {
            RELAYS.add(relay);
        }

        @BeforeEach
        void before(FaultyRelay relay) {
            RELAYS.add(relay);
        }

        @Test
        void one(FaultyRelay relay) {
            RELAYS.add(relay);
        }

        @Test
        void another(FaultyRelay relay) {
            RELAYS.add(relay);
        }

        @AfterEach
        void after(FaultyRelay relay) {
            RELAYS.add(relay);
        }
    }

    static class RelayInStaticField {
        @RegisterExtension
        static final FaultyRelayExtension RELAY = new FaultyRelayExtension();

        @BeforeAll
        static void before() {
            RELAYS.add(RELAY.relay());
        }

        @Test
        void one(FaultyRelay relay) {
            RELAYS.add(relay);
        }

        @Test
        void another(FaultyRelay relay) {
            RELAYS.add(relay);
        }
    }

    @ExtendWith(FaultyRelayExtension.class)
    static class RelayInBeforeAll {
        @BeforeAll
        static void before(FaultyRelay relay) {
            RELAYS.add(relay);
        }

        @Test
        void one(FaultyRelay relay) {
            RELAYS.add(relay);
        }

        @Test
        void another(FaultyRelay relay) {
            RELAYS.add(relay);
        }
    }

    @ExtendWith(FaultyRelayExtension.class)
    static class SilentRelay {
        static Socket client;
        static InputStream banner;

        @Test
        void client_waits(FaultyRelay relay) throws IOException {
            RELAYS.add(relay);
            relay.at(BANNER).reply("220-wait").fallSilent();
            client = connect(relay);
            banner = client.getInputStream();
            assertThat(banner.readNBytes(10)).asString().isEqualTo("220-wait\r\n");
        }
    }
}
