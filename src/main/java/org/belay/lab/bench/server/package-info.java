/**
 * The server that the benchmark measures, its people, templates and mailings, driven through the HTTP API. Uses
 * lab.process.
 */
@NullMarked
package org.belay.lab.bench.server;

import org.jspecify.annotations.NullMarked;
