/** API routes for the data of one person. */
@NullMarked
package org.belay.api.privacy;

import org.jspecify.annotations.NullMarked;
