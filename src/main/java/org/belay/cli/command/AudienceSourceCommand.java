package org.belay.cli.command;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.TextTable;
import org.belay.platform.RequestRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Defines and lists the sources of audiences. */
@Command(name = "source", description = "Read an audience from a directory instead of a file; see docs/directories.md.")
final class AudienceSourceCommand extends CommandGroup {

    @Command(name = "ldap", description = "Read the audience from the LDAP directory in belay.yaml (administrator).")
    int ldap(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "AUDIENCE", description = "its name; created if there is none") String audience,
            @Option(names = "--base", required = true, paramLabel = "DN", description = "search people below this DN")
                    String base,
            @Option(
                            names = "--filter",
                            required = true,
                            paramLabel = "FILTER",
                            description = "which of them, such as (objectClass=person)")
                    String filter,
            @Option(
                            names = "--group",
                            paramLabel = "DN",
                            description = "only members of this group, also those of groups in it")
                    @Nullable
                    String group,
            @Option(
                            names = "--attribute",
                            paramLabel = "NAME=LDAP",
                            description = "take an attribute from another one of the directory, such as"
                                    + " department=departmentNumber; repeatable")
                    @Nullable
                    Map<String, String> attributes) {
        var ldap = new LinkedHashMap<String, Object>();
        ldap.put("base", base);
        ldap.put("filter", filter);
        if (group != null) ldap.put("group", group);
        if (attributes != null) ldap.put("attributes", attributes);
        return defined(server.api(), output, audience, "ldap", ldap);
    }

    @Command(name = "sql", description = "Read the audience from a database in belay.yaml (administrator).")
    int sql(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "AUDIENCE", description = "its name; created if there is none") String audience,
            @Option(
                            names = "--database",
                            required = true,
                            paramLabel = "NAME",
                            description = "its name below directory.sql")
                    String database,
            @Option(
                            names = "--query",
                            required = true,
                            paramLabel = "SQL",
                            description = "one SELECT with a column email; the other columns are attributes")
                    String query) {
        return defined(server.api(), output, audience, "sql", Map.of("database", database, "query", query));
    }

    @Command(name = "scim", description = "Follow the users that an identity provider pushes (administrator).")
    int scim(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "AUDIENCE", description = "its name; created if there is none") String audience,
            @Option(
                            names = "--group",
                            paramLabel = "NAME",
                            description = "only the members of this pushed group; default: all active users")
                    @Nullable
                    String group) {
        var body = new HashMap<String, Object>(Map.of("audience", audience));
        if (group != null) body.put("group", id(server.api().get("/sources/scim"), group));
        return printed(output, server.api().put("/sources/scim", body));
    }

    @Command(name = "pushed", description = "Show what an identity provider has pushed.")
    int pushed(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/sources/scim");
        return output.printAnswer(answer, out -> {
            out.printf("%d users, of which %d active%n", answer.number("users"), answer.number("active"));
            var table = new TextTable("GROUP", "MEMBERS");
            for (JsonObject group : answer.list("groups")) table.row(group.text("name"), group.number("members"));
            table.print(out, "No groups were pushed.");
        });
    }

    private static String id(JsonObject pushed, String group) {
        List<JsonObject> found = pushed.list("groups").stream()
                .filter(one -> one.text("name").equalsIgnoreCase(group.strip())
                        || one.text("id").equals(group.strip()))
                .toList();
        if (found.size() != 1) {
            throw new RequestRefused((found.isEmpty() ? "No group" : "More than one group") + " \"" + group
                    + "\" was pushed. Nothing was changed. List the groups with: belay audience source pushed");
        }
        return found.get(0).text("id");
    }

    @Command(
            name = "select",
            description =
                    "Select the audience from others, such as: in \"All staff\" and country is DE but not (may have M-0147)")
    int select(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "AUDIENCE", description = "its name; created if there is none") String audience,
            @Parameters(paramLabel = "WORDS", description = "the selection, in quotes; see docs/directories.md")
                    String words) {
        JsonObject source = server.api().put("/sources/selection", Map.of("audience", audience, "words", words));
        return printed(output, source);
    }

    @Command(name = "list", description = "List the sources and the result of their last sync.")
    int list(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/sources");
        return output.printAnswer(answer, out -> {
            var table = new TextTable("AUDIENCE", "PEOPLE", "STATE", "SYNCED", "SOURCE");
            for (JsonObject source : answer.list("sources")) {
                table.row(
                        source.text("audience"),
                        source.number("people"),
                        source.text("state"),
                        TextTable.localTime(source.text("syncedAt")),
                        source.text("source"));
            }
            table.print(out, "No audience has a source. Set one with: belay audience source ldap NAME");
        });
    }

    @Command(name = "remove", description = "Forget the source of an audience; its people stay (administrator).")
    int remove(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "AUDIENCE") String audience) {
        JsonObject done = server.api().delete("/sources?audience=" + ApiClient.urlEncoded(audience));
        return output.print(done, "\"" + audience + "\" has no source any more. Its people stay.");
    }

    private static int defined(
            ApiClient api, CommandOutput output, String audience, String kind, Map<String, Object> definition) {
        return printed(output, api.put("/sources", Map.of("audience", audience, kind, definition)));
    }

    private static int printed(CommandOutput output, JsonObject source) {
        return output.print(
                source,
                "\"" + source.text("audience") + "\" is read from " + source.text("source")
                        + ". Look at it first with: belay audience sync \"" + source.text("audience") + "\" --preview");
    }
}
