package org.belay.cli.command;

import java.util.List;
import java.util.Map;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The people who may sign in, and their roles. */
@Command(name = "user", description = "Create and list the people who may sign in, and change what they may do.")
public final class UserCommand extends CommandGroup {

    @Command(
            name = "create",
            description = {
                "Add a person; prints the link with which they set their password.",
                "With --invite, Belay mails the link to the person instead."
            })
    int create(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "NAME", description = "name as colleagues know it") String name,
            @Parameters(paramLabel = "ADDRESS", description = "email address, used to sign in") String address,
            @Option(
                            names = "--role",
                            required = true,
                            split = ",",
                            paramLabel = "ROLE",
                            description = "author, editor, approver, auditor or admin; separate several with commas")
                    List<String> roles,
            @Option(names = "--invite", description = "mail an invitation through the relay") boolean invite) {
        JsonObject made = server.api()
                .post(
                        "/users",
                        Map.of(
                                "name", name,
                                "address", address,
                                "roles", RoleNames.of(roles, this),
                                "invite", invite));
        return output.printAnswer(made, out -> {
            out.println(name + " may sign in as " + address + " (" + String.join(", ", roles) + ").");
            if (invite) {
                out.println("The relay accepted the invitation.");
            }
            if (!made.text("link").isEmpty()) {
                out.println("To set a password (once, within three days):");
                out.println("  " + made.text("link"));
            }
        });
    }

    @Command(name = "list", description = "List the people who may sign in.")
    int list(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Option(names = "--disabled", description = "also the disabled ones") boolean disabled) {
        JsonObject answer = server.api().get("/users?disabled=" + disabled);
        return output.printAnswer(answer, out -> {
            var table = new TextTable("ADDRESS", "NAME", "ROLES", "INVITED UNTIL", "RIGHTS WAIT UNTIL", "LINK BY");
            for (JsonObject user : answer.list("users")) {
                table.row(
                        user.text("address"),
                        user.text("name"),
                        RoleNames.words(user.texts("roles")) + (user.isTrue("disabled") ? " (disabled)" : ""),
                        TextTable.localTime(user.text("invitedUntil")),
                        TextTable.localTime(user.text("rightsWaitUntil")),
                        user.text("linkBy"));
            }
            table.print(
                    out,
                    "There are no people yet. The server printed a link for the first administrator when it started.");
        });
    }

    @Command(
            name = "link",
            description = {
                "Print a new link to set a password.",
                "The rights of an approver or administrator then wait until another administrator confirms them."
            })
    int link(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS") String address) {
        ApiClient api = server.api();
        JsonObject made = api.post("/users/" + number(api, address) + "/link");
        return output.printAnswer(made, out -> {
            out.println(address + ": to set a password (once, within three days):");
            out.println("  " + made.text("link"));
        });
    }

    @Command(
            name = "invite",
            description = {
                "Mail an invitation to a person who has not signed in yet: a link for the password that works once, for seven days.",
                "Sent again, it replaces the one before."
            })
    int invite(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Option(names = "--withdraw", description = "end the link of the invitation instead") boolean withdraw) {
        ApiClient api = server.api();
        String path = "/users/" + number(api, address) + "/invitation";
        return withdraw
                ? output.print(api.delete(path), "The invitation of " + address + " no longer works.")
                : output.print(api.post(path), "The relay accepted the invitation to " + address + ".");
    }

    @Command(
            name = "confirm",
            description =
                    "Confirm that an account belongs to its owner, after another administrator made the link for its"
                            + " password.")
    int confirm(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS") String address) {
        ApiClient api = server.api();
        JsonObject done = api.post("/users/" + number(api, address) + "/confirm");
        return output.print(done, "The rights of " + address + " are confirmed.");
    }

    @Command(
            name = "roles",
            description = {
                "Change the roles of a person; the person's sessions and tokens have them from the next request on.",
                "Only another administrator can make an administrator an approver."
            })
    int roles(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Option(names = "--add", split = ",", paramLabel = "ROLE", description = "roles to grant") @Nullable
                    List<String> add,
            @Option(names = "--remove", split = ",", paramLabel = "ROLE", description = "roles to take") @Nullable
                    List<String> remove) {
        if (add == null && remove == null) {
            throw usageError("Name the roles: --add ROLE, --remove ROLE.");
        }
        var change = Map.of(
                "add", RoleNames.of(add == null ? List.of() : add, this),
                "remove", RoleNames.of(remove == null ? List.of() : remove, this));
        ApiClient api = server.api();
        JsonObject user = api.post("/users/" + number(api, address) + "/roles", change);
        return output.print(user, address + " is now: " + RoleNames.words(user.texts("roles")) + ".");
    }

    @Command(
            name = "disable",
            description = "Keep a person from signing in; ends their sessions, tokens and links at once.")
    int disable(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS") String address) {
        ApiClient api = server.api();
        JsonObject done = api.post("/users/" + number(api, address) + "/disable");
        return output.print(done, address + " is disabled. Its sessions, tokens and links have ended.");
    }

    @Command(name = "enable", description = "Let a disabled person sign in again, with the same password and roles.")
    int enable(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS") String address) {
        ApiClient api = server.api();
        JsonObject done = api.post("/users/" + number(api, address) + "/enable");
        return output.print(done, address + " is enabled.");
    }

    @Command(
            name = "reset-second-factor",
            description = {
                "Remove the second factor of a person who has lost the phone and the recovery codes.",
                "The person and the other administrators are told."
            })
    int resetSecondFactor(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "ADDRESS") String address) {
        ApiClient api = server.api();
        JsonObject done = api.post("/users/" + number(api, address) + "/reset-second-factor");
        return output.print(done, address + " has no second factor now.");
    }

    private static long number(ApiClient api, String address) {
        return api.get("/users?disabled=true").list("users").stream()
                .filter(user -> user.text("address").equalsIgnoreCase(address))
                .map(user -> user.number("id"))
                .findFirst()
                .orElseThrow(() ->
                        new ServerRefused(404, "There is no user with the address " + address + ". Nothing was done."));
    }
}
