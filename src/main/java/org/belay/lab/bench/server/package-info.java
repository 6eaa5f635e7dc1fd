/**
 * The server that the benchmark measures, its people, templates and mailings, driven through the HTTP API. Uses
 * lab.process.
 */
package org.belay.lab.bench.server;
