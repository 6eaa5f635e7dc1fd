/**
 * Measured figures, the facts of the machine, and the report as tables and JSON. Uses cli.print and lab.process.
 */
@NullMarked
package org.belay.lab.bench.report;

import org.jspecify.annotations.NullMarked;
