/** What an audience is read from, and with which result. */
@NullMarked
package org.belay.directory.model;

import org.jspecify.annotations.NullMarked;
