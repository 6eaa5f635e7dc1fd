/**
 * What happened: every decision is one row, written in that decision's own transaction.
 *
 * <p>A room that decides something
 * <ol>
 *   <li>does it, in a transaction;
 *   <li>calls {@link org.belay.audit.Audit#record} in that transaction; the row is written right before the commit, is lost with
 *       the decision, and a decision whose row cannot be written does not happen;
 *   <li>after the commit the row's number and hash are appended to the <em>anchor</em>, a file outside the database.
 * </ol>
 *
 * <p>It promises that {@link org.belay.audit.Audit#verify} finds any row that was edited, removed, inserted or moved, and,
 * by the anchor, a tail that was cut off. The hash covers a canonical text ({@link org.belay.audit.AuditEntry#canonical}), so
 * that an export can be checked without Belay. It knows no users and no mailings: only words. It may call {@code platform}.
 */
package org.belay.audit;
