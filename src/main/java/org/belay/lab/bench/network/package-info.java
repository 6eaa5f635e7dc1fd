/**
 * A proxy that delays traffic in both directions, and the network paths that the benchmark measures over. Uses the
 * JDK only.
 */
@NullMarked
package org.belay.lab.bench.network;

import org.jspecify.annotations.NullMarked;
