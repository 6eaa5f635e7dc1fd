/**
 * Laboratory, not product: what shows Belay at work from outside. This package holds the command faulty-relay; the
 * packages below it hold the sandbox, the story and the benchmark. Product code never uses the laboratory; only
 * org.belay, which puts the program together, does.
 */
@NullMarked
package org.belay.lab;

import org.jspecify.annotations.NullMarked;
