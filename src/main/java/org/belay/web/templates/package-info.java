/**
 * The pages on which people who write well and do not program look after the templates.
 *
 * <p>The way through: {@link org.belay.web.templates.TemplatesPage} finds one, {@link org.belay.web.templates.TemplatePage} shows its
 * newest version, its history and who uses it; {@link org.belay.web.templates.EditorPage} holds the draft that everybody shares, with
 * its problems under their lines and a preview beside it; {@link org.belay.web.templates.PublishPage} shows what publishing changes;
 * {@link org.belay.web.templates.VersionsPage} compares two versions.
 *
 * <p>Everything is a plain form: all files of a template stand in one, so that nothing is lost between two of them. The script
 * {@code editor.min.js} (its source is {@code src/main/editor}) turns the text fields into an editor and decides nothing. Whose words
 * stand, and what may be published, is decided in the room {@code template}; what a page here refuses, it refuses with the words still
 * in the form.
 */
package org.belay.web.templates;
