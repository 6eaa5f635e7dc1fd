package org.belay.lab.bench.server;

/** The content of the mailing; both are the shipped template of the seed story. */
public enum BenchContent {
    /** The notice contains the name of the person, so each one is a separate message. */
    PERSONAL("mandatory-app-removal"),
    /**
     * The same without the name. Notices are still separate messages, because To contains the address of the reader;
     * only corrections are shared.
     */
    SHARED("mandatory-app-removal-to-all");

    private final String template;

    BenchContent(String template) {
        this.template = template;
    }

    String template() {
        return template;
    }
}
