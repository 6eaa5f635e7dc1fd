package org.belay.web.templates;

import org.belay.template.TemplateDraft;
import org.belay.template.TemplateHistory;
import org.belay.template.TemplateVersion;

/**
 * A template in the list.
 *
 * @param draft null if nobody writes on it
 * @param uses how many mailings under way use it
 * @param conflict whether the folder says something else
 */
public record TemplateRow(
        TemplateVersion template,
        TemplateHistory history,
        TemplateDraft draft,
        int uses,
        boolean conflict,
        TemplateSearch.Hit hit) {}
