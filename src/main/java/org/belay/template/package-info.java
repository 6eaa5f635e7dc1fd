/**
 * Templates: what authors write, and how it becomes the mails of a mailing.
 *
 * <p>A template is a folder: {@code template.yaml} declares typed fields, and {@code notice.md}, {@code correction.md} and
 * {@code reminder.md} hold the text, in one or more languages ({@code notice_de.md}). On its way to a mail
 * <ol>
 *   <li>{@link org.belay.template.files.TemplateReader} reads the folder and reports every problem with file, line and column. A small grammar
 *       accepts fields, attributes of the person, {@code <#if>} and {@code <#list>} only, because FreeMarker itself cannot be restricted
 *       that far;
 *   <li>{@link org.belay.template.versions.Templates} stores immutable versions, from the folder ({@link org.belay.template.folder.FolderImport}), the
 *       browser ({@link org.belay.template.versions.TemplateDrafts}) or {@code belay template push}. None of them overwrites a version that its
 *       author has not seen;
 *   <li>{@link org.belay.template.render.TemplateCompiler} splits the audience by language and by the conditions of the template, and renders each group
 *       once: a {@link org.belay.template.MailVariant} with subject, HTML and text;
 *   <li>attributes of the person stay {@link org.belay.placeholder.Placeholder placeholders}, with the default unescaped. The code that
 *       fills one escapes the value for its position.
 * </ol>
 *
 * <p>Guarantee: no value, name or template can become markup, a header or code, and a reviewer who saw all variants saw every text that is
 * sent. The room knows no mail protocol and no people, only the names of their attributes.
 */
@NullMarked
package org.belay.template;

import org.jspecify.annotations.NullMarked;
