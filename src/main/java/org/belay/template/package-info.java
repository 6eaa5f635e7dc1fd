/**
 * The words: templates that staff can edit and nobody can break, and how they become finished mails.
 *
 * <p>A template is a folder: {@code template.yaml} names typed fields, and {@code notice.md}, {@code correction.md} and
 * {@code reminder.md} hold the words, in one or more languages ({@code notice_de.md}). On its way to a mail
 * <ol>
 *   <li>{@link org.belay.template.TemplateSource} reads the folder and finds everything that is wrong with it, by file,
 *       line and column; a small grammar of ours refuses whatever is not a field, an attribute of the person or an
 *       {@code <#if>} (FreeMarker alone cannot be locked down far enough);
 *   <li>{@link org.belay.template.Templates} keeps what was read as versions that never change, whoever they come from: the
 *       folder ({@link org.belay.template.FolderImport}), the browser ({@link org.belay.template.TemplateDrafts}) or
 *       somebody's git. None of these writes over what another did without having seen it;
 *   <li>{@link org.belay.template.Compiler} splits the audience by language and by the conditions the words ask, and
 *       renders each group once: a {@link org.belay.template.Variant} with subject, HTML and text;
 *   <li>what is a person's own stays a slot: U+E000 <i>attribute</i> [U+E002 <i>default</i>] U+E001, the default as it
 *       is read, not escaped. Whoever fills it escapes for where it stands.
 * </ol>
 *
 * <p>It promises that no value, name or template can become markup, a header or a program, and that a reviewer who saw
 * all variants saw every word that leaves. It knows words only: no mail, no people, and of a person only the names of
 * the attributes.
 */
package org.belay.template;
