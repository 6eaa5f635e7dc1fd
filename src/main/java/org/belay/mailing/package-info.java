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
 * <p>{@link org.belay.mailing.Mailings} reads and checks. {@link org.belay.mailing.MailingDrafts}, {@link org.belay.mailing.MailingSubmissions},
 * {@link org.belay.mailing.MailingApprovals} and {@link org.belay.mailing.SendingControl} have the acts of people, in the order of the life cycle:
 * each act is one transaction that also writes the audit record. An act that is not possible throws {@link
 * org.belay.platform.RequestRefused}, whose message says why and what to do; nothing is changed then. {@link org.belay.mailing.MailingStarter} has
 * the changes that follow by themselves. The package uses audiences, templates, messages and deliveries. The package
 * {@code correction} takes mailings back.
 */
@NullMarked
package org.belay.mailing;

import org.jspecify.annotations.NullMarked;
