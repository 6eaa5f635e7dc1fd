/**
 * The audit log outside of this machine: each row goes to a syslog server or into a file, and the newest anchor into a mailbox once a day.
 *
 * <p>The rows are read from the database, from a stored position. A target that is away therefore loses no row and delays no decision; a row
 * may arrive twice, which its number shows. Addresses of recipients are left out. {@code docs/audit-outside.md} describes the formats.
 */
@NullMarked
package org.belay.evidence.siem;

import org.jspecify.annotations.NullMarked;
