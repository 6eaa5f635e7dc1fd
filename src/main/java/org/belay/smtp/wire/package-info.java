/**
 * The SMTP byte level: commands out, replies in, dot stuffing, deadlines that close the socket, and the transcript.
 * Uses the JDK only.
 */
@NullMarked
package org.belay.smtp.wire;

import org.jspecify.annotations.NullMarked;
