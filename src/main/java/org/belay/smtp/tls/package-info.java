/**
 * Certificates to trust and to present, read from PEM and PKCS#12 files. Uses the JDK only.
 */
@NullMarked
package org.belay.smtp.tls;

import org.jspecify.annotations.NullMarked;
