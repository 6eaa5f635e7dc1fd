/**
 * What the replies of a relay mean: profiles and their rules, limits learned from replies, whether a refusal is about
 * the recipient or the sender, and the reason for a pause. Uses smtp only.
 */
@NullMarked
package org.belay.delivery.reply;

import org.jspecify.annotations.NullMarked;
