/**
 * Support for tests. {@link org.belay.testsupport.database.TestDatabase} gives a test the tables of its room in milliseconds;
 * {@link org.belay.testsupport.BelayServer} runs the real application. Both share one durable PostgreSQL per test
 * run.
 */
package org.belay.testsupport;
