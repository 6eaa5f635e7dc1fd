package org.belay.lab.sandbox;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.belay.audience.AudienceImports;
import org.belay.audience.Audiences;
import org.belay.audience.BadRowPolicy;
import org.belay.audience.file.PeopleFile;
import org.belay.lab.sandbox.company.SandboxPersona;
import org.belay.lab.sandbox.company.TessamarCompany;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Imports the staff list as "All staff" at the first start, like any other CSV file. */
@Component
@Profile("sandbox & !serve")
class StaffImport implements InitializingBean {
    static final String ALL_STAFF = "All staff";
    private static final Logger LOG = LoggerFactory.getLogger(StaffImport.class);

    private final TessamarCompany staff;
    private final Audiences audiences;
    private final AudienceImports imports;
    private final SandboxPersonas personas;

    StaffImport(TessamarCompany staff, Audiences audiences, AudienceImports imports, SandboxPersonas personas) {
        this.staff = staff;
        this.audiences = audiences;
        this.imports = imports;
        this.personas = personas;
    }

    @Override
    public void afterPropertiesSet() {
        var known = audiences.byName(ALL_STAFF);
        if (known.isEmpty()) {
            var csv = new ByteArrayInputStream(staff.csv().getBytes(StandardCharsets.UTF_8));
            imports.importFile(
                    ALL_STAFF,
                    PeopleFile.of("tessamar.csv", csv),
                    BadRowPolicy.REFUSE,
                    personas.user(SandboxPersona.NORA));
        } else if (known.get().people() != staff.people().size()) {
            LOG.info(
                    "The sandbox keeps its {} people; {} were requested. Delete its data directory to start again.",
                    known.get().people(),
                    staff.people().size());
        }
    }
}
