package org.belay.web.templates;

import org.belay.template.TemplateVersion;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.VersionRecord;
import org.jspecify.annotations.Nullable;

/**
 * A template in the list.
 *
 * @param draft null if there is none
 * @param uses number of current mailings that use it
 * @param conflict whether the folder has a different text
 */
public record TemplateRow(
        TemplateVersion template,
        VersionRecord history,
        @Nullable TemplateDraft draft,
        int uses,
        boolean conflict,
        TemplateSearch.SearchHit hit) {}
