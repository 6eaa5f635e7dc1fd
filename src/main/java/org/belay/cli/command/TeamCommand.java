package org.belay.cli.command;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.TextTable;
import org.belay.platform.RequestRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Teams, their members, and what belongs to them. */
@Command(name = "team", description = "Manage teams, who alone see their audiences, templates and mailings.")
public final class TeamCommand extends CommandGroup {

    @Command(name = "list", description = "List the teams and their members (auditor, administrator).")
    int list(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/teams");
        return output.printAnswer(answer, out -> {
            var table = new TextTable("TEAM", "MEMBERS");
            for (JsonObject team : answer.list("teams")) {
                table.row(team.text("name"), String.join(", ", team.texts("members")));
            }
            table.print(out, "There are no teams: everyone sees all audiences, templates and mailings.");
        });
    }

    @Command(name = "show", description = "List the members of a team and what belongs to it (auditor, administrator).")
    int show(@Mixin ServerOptions server, @Mixin CommandOutput output, @Parameters(paramLabel = "TEAM") String team) {
        JsonObject answer = server.api().get("/teams/" + number(server, team));
        return output.printAnswer(answer, out -> {
            out.println("Members: " + String.join(", ", answer.texts("members")));
            var table = new TextTable("KIND", "NAME", "TITLE");
            for (JsonObject one : answer.list("objects")) {
                table.row(one.text("kind"), one.text("name"), one.text("title"));
            }
            table.print(out, "Nothing belongs to the team.");
        });
    }

    @Command(name = "create", description = "Create a team (administrator).")
    int create(@Mixin ServerOptions server, @Mixin CommandOutput output, @Parameters(paramLabel = "NAME") String name) {
        return changed(output, server.api().post("/teams", Map.of("name", name)));
    }

    @Command(name = "rename", description = "Rename a team (administrator).")
    int rename(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "TEAM") String team,
            @Parameters(paramLabel = "NAME", description = "new name") String name) {
        return changed(output, server.api().put("/teams/" + number(server, team), Map.of("name", name)));
    }

    @Command(name = "delete", description = "Delete a team (administrator).")
    int delete(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "TEAM") String team,
            @Option(names = "--heir", paramLabel = "TEAM", description = "the team that gets what belongs to it")
                    @Nullable
                    String heir) {
        String path = "/teams/" + number(server, team) + (heir == null ? "" : "?heir=" + number(server, heir));
        JsonObject answer = server.api().delete(path);
        return output.printAnswer(answer, out -> out.println("The team \"" + team + "\" was deleted."));
    }

    @Command(name = "add", description = "Add a user to a team (administrator).")
    int add(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "TEAM") String team,
            @Parameters(paramLabel = "ADDRESS") String address) {
        return changed(
                output, server.api().post("/teams/" + number(server, team) + "/members", Map.of("address", address)));
    }

    @Command(name = "remove", description = "Remove a user from a team (administrator).")
    int remove(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "TEAM") String team,
            @Parameters(paramLabel = "ADDRESS") String address) {
        return changed(
                output,
                server.api().post("/teams/" + number(server, team) + "/members/remove", Map.of("address", address)));
    }

    @Command(
            name = "move",
            description = "Give an audience, template or mailing to a team, or to everyone (administrator).")
    int move(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "KIND", description = "audience, template or mailing") String kind,
            @Parameters(paramLabel = "NAME", description = "its name, or the number of a mailing") String name,
            @Option(names = "--to", required = true, paramLabel = "TEAM", description = "a team, or everyone")
                    String to) {
        var body = new HashMap<String, Object>(Map.of("kind", kind, "name", name));
        if (!to.equalsIgnoreCase("everyone")) body.put("team", number(server, to));
        JsonObject answer = server.api().post("/teams/move", body);
        return output.printAnswer(
                answer, out -> out.println("The " + kind + " " + name + " now belongs to " + to + "."));
    }

    private static long number(ServerOptions server, String team) {
        return server.api().get("/teams").list("teams").stream()
                .filter(one -> one.text("name").equalsIgnoreCase(team.strip()))
                .findFirst()
                .map(one -> one.number("id"))
                .orElseThrow(() -> new RequestRefused("There is no team \"" + team
                        + "\". Nothing was changed. List the teams with: belay team list"));
    }

    private static int changed(CommandOutput output, JsonObject team) {
        return output.printAnswer(team, out -> print(out, team));
    }

    private static void print(PrintWriter out, JsonObject team) {
        out.println(team.text("name") + ": "
                + (team.texts("members").isEmpty() ? "no members" : String.join(", ", team.texts("members"))));
    }
}
