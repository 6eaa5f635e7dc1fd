/**
 * A Belay server in a process of its own, as the story and the benchmark drive it: start, kill, restart, API access
 * as a persona, memory peaks. Uses the command line's API client and lab.sandbox.company.
 */
@NullMarked
package org.belay.lab.process;

import org.jspecify.annotations.NullMarked;
