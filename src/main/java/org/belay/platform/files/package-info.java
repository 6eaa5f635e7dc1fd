/** Files of Belay: who may read them, and why one cannot be used. */
@NullMarked
package org.belay.platform.files;

import org.jspecify.annotations.NullMarked;
