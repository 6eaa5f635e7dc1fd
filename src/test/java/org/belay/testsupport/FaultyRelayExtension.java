package org.belay.testsupport;

import org.belay.testkit.FaultyRelay;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Passes a started relay without script to a test and closes it afterwards: {@code void test(FaultyRelay relay)}. */
public final class FaultyRelayExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace HERE =
            ExtensionContext.Namespace.create(FaultyRelayExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == FaultyRelay.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        // the same one for @BeforeEach and the test; JUnit closes it with the test
        return test.getStore(HERE).getOrComputeIfAbsent("relay", key -> FaultyRelay.start(), FaultyRelay.class);
    }
}
