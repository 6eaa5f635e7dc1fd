/**
 * The life cycle of a mailing: drafted, checked, reviewed, scheduled, sent, stopped, taken back.
 *
 * <ol>
 *   <li>An author writes a {@link org.belay.mailing.model.Draft}: a template with its fields, an audience, a pace, a time;
 *   <li>the checks report what is missing, wrong or vague, each as a {@link org.belay.mailing.check.CheckFinding}. They read values only, so
 *       that {@link org.belay.mailing.draft.OfflineChecker} reports the same for a file;
 *   <li>submission freezes the people and every variant of the notice <em>and of its correction</em>;
 *   <li>an approver who wrote no part of it reads all variants, types the number of people and approves. The approval is bound to
 *       the SHA-256 of what was frozen (docs/promises.md, I7): any difference makes it void;
 *   <li>sending starts at the scheduled time. If that time was missed, the mailing is HELD until a person decides.
 * </ol>
 *
 * <p>{@link org.belay.mailing.Mailings} is the entry point. The package uses audiences, templates, messages and deliveries. The package
 * {@code correction} takes mailings back.
 */
package org.belay.mailing;
