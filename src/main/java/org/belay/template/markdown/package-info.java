/**
 * Markdown as a tree. Keeps numbers, brackets, paths and web addresses as their author typed them. Uses commonmark
 * only; knows no templates.
 */
@NullMarked
package org.belay.template.markdown;

import org.jspecify.annotations.NullMarked;
