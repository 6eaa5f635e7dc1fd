package org.belay.lab.sandbox.company;

import java.util.Locale;
import java.util.Set;
import org.belay.access.Role;

/** A fictional user that a visitor of the sandbox can choose with one click. */
public enum SandboxPersona {
    NORA("Nora Lindström", "nora.lindstrom@tessamar.example", Role.AUTHOR),
    TOMAS("Tomás Ferreira", "tomas.ferreira@tessamar.example", Role.APPROVER),
    AIKO("Aiko Tanaka", "aiko.tanaka@tessamar.example", Role.AUDITOR),
    RUTH("Ruth Mensah", "ruth.mensah@tessamar.example", Role.ADMIN);

    private final String person;
    private final String address;
    private final Role one;

    SandboxPersona(String person, String address, Role one) {
        this.person = person;
        this.address = address;
        this.one = one;
    }

    /** The key of the persona in forms and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String person() {
        return person;
    }

    public String role() {
        return one.name().toLowerCase(Locale.ROOT);
    }

    public String address() {
        return address;
    }

    public Set<Role> roles() {
        return Set.of(one);
    }
}
