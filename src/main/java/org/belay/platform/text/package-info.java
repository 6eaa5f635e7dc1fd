/** Values from outside as text: what a person cannot see, what the database cannot store, and numbers as people type them. */
@NullMarked
package org.belay.platform.text;

import org.jspecify.annotations.NullMarked;
