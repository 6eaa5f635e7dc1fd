/**
 * The template language: parses expressions, directives and template.yaml into trees, and reports each problem with
 * file, line, column and fix. Uses template and template.markdown.
 */
@NullMarked
package org.belay.template.language;

import org.jspecify.annotations.NullMarked;
