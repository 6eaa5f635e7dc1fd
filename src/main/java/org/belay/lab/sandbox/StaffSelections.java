package org.belay.lab.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.access.User;
import org.belay.audience.Audiences;
import org.belay.audience.PeopleReplacement.ReplacementMode;
import org.belay.directory.AudienceSources;
import org.belay.directory.model.SourceDefinition.SelectionSource;
import org.belay.lab.sandbox.company.SandboxPersona;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Audiences that are selected from "All staff" in words, so that the page Sources has examples to change and sync. */
@Component
@DependsOn("staffImport")
@Profile("sandbox & !serve")
class StaffSelections implements InitializingBean {
    private static final Map<String, String> SELECTIONS = selections();

    private static final int ENOUGH = 100;

    private final AudienceSources sources;
    private final Audiences audiences;
    private final SandboxPersonas personas;

    StaffSelections(AudienceSources sources, Audiences audiences, SandboxPersonas personas) {
        this.sources = sources;
        this.audiences = audiences;
        this.personas = personas;
    }

    private static Map<String, String> selections() {
        var selections = new LinkedHashMap<String, String>();
        selections.put("Germany", "in \"All staff\" and country is DE");
        selections.put(
                "Sales and service outside Germany",
                "in \"All staff\" and department is one of Sales, \"Customer service\" but country is not DE");
        return selections;
    }

    /** At the first start only: a visitor may have changed or removed them. A very small company may have no one to select. */
    @Override
    public void afterPropertiesSet() {
        if (audiences.byName(StaffImport.ALL_STAFF).orElseThrow().people() < ENOUGH) return;
        User ruth = personas.user(SandboxPersona.RUTH);
        SELECTIONS.forEach((name, words) -> {
            if (audiences.byName(name).isPresent()) return;
            sources.define(name, new SelectionSource(words), ruth);
            sources.sync(name, 0, ReplacementMode.APPLY, ruth);
        });
    }
}
