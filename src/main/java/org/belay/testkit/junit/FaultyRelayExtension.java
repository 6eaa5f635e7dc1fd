package org.belay.testkit.junit;

import org.belay.testkit.FaultyRelay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a {@link FaultyRelay} for a test and closes it afterwards.
 *
 * <pre>{@code
 * @ExtendWith(FaultyRelayExtension.class)
 * class SenderTest {
 *     @Test
 *     void a_refused_recipient_is_reported(FaultyRelay relay) throws MessagingException {
 *         relay.forRecipient("bob@example.org").at(RCPT).reply("550 5.1.1 no such user");
 *
 *         new Sender("localhost", relay.port()).send("ann@example.org", "bob@example.org");
 *
 *         relay.took().get(0).recipient();   // "ann@example.org"
 *         relay.took().size();               // 1
 *     }
 * }
 * }</pre>
 *
 * <p>Each test has a relay of its own, without script, on a free port of the loopback address, so tests can run in parallel. The
 * parameters of {@code @BeforeEach}, the test and {@code @AfterEach} are the same relay. A relay that {@code @BeforeAll} asks for, and the
 * relay of an extension in a static field, serve all tests of the class:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final FaultyRelayExtension relays = new FaultyRelayExtension();
 *
 * @DynamicPropertySource                     // Spring Boot: the port is known before the context starts
 * static void mail(DynamicPropertyRegistry settings) {
 *     settings.add("spring.mail.port", () -> relays.relay().port());
 * }
 * }</pre>
 *
 * <p>There, {@link FaultyRelay#forgetScript} removes the faults of the test before; the record continues. Closing a relay ends its
 * connections, also those that a script keeps silent, so no test has to wait for them.
 */
public final class FaultyRelayExtension implements ParameterResolver, BeforeAllCallback {
    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(FaultyRelayExtension.class);

    private volatile @Nullable FaultyRelay ofClass;

    /**
     * The relay of the test class, for an extension in a static field.
     *
     * @throws IllegalStateException if this extension is not in a static field, or the class has not started
     */
    public FaultyRelay relay() {
        FaultyRelay relay = ofClass;
        if (relay == null) {
            throw new IllegalStateException(
                    "There is no relay for the whole class. Declare the extension as a static field with"
                            + " @RegisterExtension, or take the relay of the test as a parameter: void test(FaultyRelay relay).");
        }
        return relay;
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        boolean inStaticField = AnnotationSupport.findAnnotatedFieldValues(
                        test.getRequiredTestClass(), RegisterExtension.class, FaultyRelayExtension.class)
                .contains(this);
        if (inStaticField) {
            ofClass = relayOf(test);
        }
    }

    // JUnit 5.12 and newer: a relay in the constructor of a test belongs to that test, not to its class
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == FaultyRelay.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return relayOf(test);
    }

    /** The relay of this test or of its class; a new one if there is none. */
    private static FaultyRelay relayOf(ExtensionContext test) {
        return test.getStore(HERE)
                .getOrComputeIfAbsent("relay", key -> new OpenRelay(FaultyRelay.start()), OpenRelay.class)
                .relay();
    }

    // JUnit closes what is in the store of a test or class at its end: before 5.13 only a CloseableResource
    @SuppressWarnings("deprecation")
    private record OpenRelay(FaultyRelay relay) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            relay.close();
        }
    }
}
