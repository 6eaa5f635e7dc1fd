/**
 * Mail servers that accept everything and count: one of ours in a process of its own, and Postfix smtp-sink. Uses
 * lab.bench.sender only to find Postfix programs.
 */
@NullMarked
package org.belay.lab.bench.sink;

import org.jspecify.annotations.NullMarked;
