/**
 * What Belay knows about people, and its removal.
 *
 * <p>{@link org.belay.privacy.PersonExport} hands out the data of one person (GDPR, article 15). {@link org.belay.privacy.Erasures} removes
 * it (article 17): address, name, values and the relay's words. The rows stay, so counts, states and the hash chain of the audit log do
 * not change.
 */
@NullMarked
package org.belay.privacy;

import org.jspecify.annotations.NullMarked;
