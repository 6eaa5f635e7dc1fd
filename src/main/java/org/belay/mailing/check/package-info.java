/**
 * What a check is given and what it returns: the draft's texts, its audience, its links, and the findings. Uses only
 * `mailing.check.text`; the checks are in the shelves by topic.
 */
@NullMarked
package org.belay.mailing.check;

import org.jspecify.annotations.NullMarked;
