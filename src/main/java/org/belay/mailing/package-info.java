/**
 * A mailing's life: drafted, checked, reviewed by somebody else, scheduled, sent, stopped, taken back.
 *
 * <ol>
 *   <li>An author writes a {@link org.belay.mailing.Draft}: a template, its fields, an audience, a pace, a time;
 *   <li>the checks find what is missing, wrong or vague, each a {@link org.belay.mailing.Finding}; they look at values only, so
 *       that {@link org.belay.mailing.OfflineCheck} finds the same in a file;
 *   <li>submitting freezes everything: the people, and every variant of the notice <em>and of its correction</em>;
 *   <li>somebody who wrote no part of it reads all variants, types the head-count and approves. The approval is bound to the
 *       SHA-256 of what was frozen (I7): any difference voids it;
 *   <li>at its time it starts, or is HELD when that time was missed: nothing is ever sent late in silence.
 * </ol>
 *
 * <p>{@link org.belay.mailing.Mailings} is the door. The room knows audiences, templates, messages and deliveries; taking back
 * is the room above.
 */
package org.belay.mailing;
