/** The page of the sources of audiences: directories, databases and selections. */
@NullMarked
package org.belay.web.sources;

import org.jspecify.annotations.NullMarked;
