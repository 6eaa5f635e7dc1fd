/**
 * The form that writes a mailing: reading and writing its inputs, preview, checks, autosave and conflicts. Uses
 * web.mailing, web.format.
 */
@NullMarked
package org.belay.web.compose;

import org.jspecify.annotations.NullMarked;
