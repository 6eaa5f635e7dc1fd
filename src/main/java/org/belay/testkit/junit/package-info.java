/**
 * The test relay as a JUnit 5 extension: {@link org.belay.testkit.junit.FaultyRelayExtension}. It is the only package of the test kit that
 * needs more than the JDK, and it needs only the API of JUnit Jupiter, in the version that the tests use.
 */
@NullMarked
package org.belay.testkit.junit;

import org.jspecify.annotations.NullMarked;
