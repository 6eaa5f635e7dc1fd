package org.belay.cli.command.template;

import java.util.Map;
import java.util.TreeMap;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.TextTable;
import org.belay.template.files.PulledVersions;
import org.belay.template.files.TemplateFiles;

/**
 * A template on the server.
 *
 * @param told description of the version: {@code version 4, published by nora@example.org on 2026-12-04 14:03:10}
 * @param files empty if the template was only listed
 */
record ServerTemplate(String key, int number, String sha256, String versionText, Map<String, String> files) {

    static ServerTemplate of(JsonObject template) {
        var files = new TreeMap<String, String>();
        template.object("files")
                .ifPresent(all -> all.members().keySet().forEach(name -> files.put(name, all.text(name))));
        return new ServerTemplate(
                template.text("key"),
                (int) template.number("number"),
                template.text("sha256"),
                told(template.object("published").orElse(new JsonObject(Map.of())), template.number("number")),
                files);
    }

    /** The description of a version, from its history. */
    static String told(JsonObject published, long number) {
        String version = "version " + number;
        String moment = " on " + TextTable.localTime(published.text("at"));
        return switch (published.text("origin")) {
            case "shipped" -> version + ", which came with Belay";
            case "folder" -> version + ", from the server's folder" + moment;
            case "pushed" -> version + ", pushed by " + published.text("by") + moment;
            case "browser" -> version + ", published by " + published.text("by") + moment;
            default -> version;
        };
    }

    /**
     * @throws CommandFailure if a file name could point outside the folder of the template; the server is not trusted with
     *     paths
     */
    ServerTemplate checkNames() {
        TemplateFiles.requireValid(key, files);
        return this;
    }

    PulledVersions.PulledVersion base() {
        return new PulledVersions.PulledVersion(number, sha256);
    }
}
