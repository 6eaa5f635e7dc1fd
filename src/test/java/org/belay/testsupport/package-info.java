/**
 * What the tests stand on. {@link org.belay.testsupport.TestDatabase} gives a room its tables in milliseconds;
 * {@link org.belay.testsupport.BelayServer} runs the real application. Both share one durable PostgreSQL per test run.
 */
package org.belay.testsupport;
