/**
 * The pages on which authors maintain templates, without programming.
 *
 * <p>{@link org.belay.web.templates.TemplatesPage} finds a template, {@link org.belay.web.templates.TemplatePage} shows its newest version,
 * its history and its use; {@link org.belay.web.templates.EditorPage} edits the draft that all authors share, with its problems below their
 * lines and a preview beside it; {@link org.belay.web.templates.PublishPage} shows what publishing changes;
 * {@link org.belay.web.templates.VersionsPage} compares two versions.
 *
 * <p>The editor is a plain form with all files of the template, so that no change to one file is lost while another is edited. The script
 * {@code editor.min.js} (source in {@code src/main/editor}) turns the text areas into code editors and makes no decisions. The room
 * {@code template} decides which text is saved and what may be published; after a refusal the form still contains the text.
 */
@NullMarked
package org.belay.web.templates;

import org.jspecify.annotations.NullMarked;
