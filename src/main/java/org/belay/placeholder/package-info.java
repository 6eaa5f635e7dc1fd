/**
 * Placeholders: positions in a text that are filled when the mail is sent. {@code org.belay.template} writes them, {@code org.belay.message}
 * reads them and escapes each value for its position.
 */
@NullMarked
package org.belay.placeholder;

import org.jspecify.annotations.NullMarked;
