/**
 * The evidence of a mailing, to be kept outside Belay: what was sent, to whom, what the relay answered, who approved it, and the rows of the
 * audit log about it, in one ZIP file. {@link org.belay.evidence.EvidenceCheck} verifies it later without a server. {@code docs/evidence.md}
 * says what it proves.
 */
@NullMarked
package org.belay.evidence;

import org.jspecify.annotations.NullMarked;
