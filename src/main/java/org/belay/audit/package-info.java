/**
 * The audit log: every decision is one row, written in the transaction of the decision.
 *
 * <p>A room that decides something
 * <ol>
 *   <li>does it, in a transaction;
 *   <li>calls {@link org.belay.audit.AuditLog#record} in that transaction. The row is written just before the commit. It
 *       is lost if the transaction rolls back, and the commit fails if the row cannot be written;
 *   <li>after the commit, number and hash of the row are appended to the <em>anchor</em>, a file outside the
 *       database.
 * </ol>
 *
 * <p>{@link org.belay.audit.AuditLog#verify} finds every row that was edited, removed, inserted or moved, and with the
 * anchor a deleted end. The hash covers a canonical text ({@link org.belay.audit.AuditEntry#canonical}), so an export
 * can be verified without Belay. This room knows no users and no mailings, only text. It may use {@code platform}.
 */
@NullMarked
package org.belay.audit;

import org.jspecify.annotations.NullMarked;
