package org.belay.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The people who may sign in. */
@Command(name = "user", description = "Create and list the people who may sign in.")
final class UserCommand extends Group {

    @Command(name = "create", description = "Add a person; prints the link with which they set their password.")
    int create(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", description = "as colleagues know them") String name,
            @Parameters(paramLabel = "ADDRESS", description = "their email address; they sign in with it")
                    String address,
            @Option(
                            names = "--role",
                            required = true,
                            split = ",",
                            paramLabel = "ROLE",
                            description = "author, approver, auditor or admin; several with commas")
                    List<String> roles) {
        Answer made =
                server.api().post("/users", Map.of("name", name, "address", address, "roles", Roles.of(roles, this)));
        return output.show(made, out -> {
            out.println(name + " may sign in as " + address + " (" + String.join(", ", roles) + ").");
            if (!made.text("link").isEmpty()) {
                out.println("They set their password, once and within three days, at");
                out.println("  " + made.text("link"));
            }
        });
    }

    @Command(name = "list", description = "Everybody who may sign in.")
    int list(@Mixin Connection server, @Mixin Output output) {
        Answer answer = server.api().get("/users");
        return output.show(answer, out -> {
            var table = new Table("ADDRESS", "NAME", "ROLES", "RIGHTS WAIT UNTIL", "LINK BY");
            for (Answer user : answer.list("users")) {
                table.row(
                        user.text("address"),
                        user.text("name"),
                        Roles.words(user.texts("roles")),
                        Table.moment(user.text("rightsWaitUntil")),
                        user.text("linkBy"));
            }
            table.print(
                    out, "There is nobody yet. The server printed a link for the first administrator at its start.");
        });
    }

    @Command(
            name = "link",
            description = {
                "Print a new link with which a person sets another password.",
                "An approver's or administrator's rights then wait until another administrator confirms them."
            })
    int link(@Mixin Connection server, @Mixin Output output, @Parameters(paramLabel = "ADDRESS") String address) {
        Api api = server.api();
        Answer made = api.post("/users/" + number(api, address) + "/link");
        return output.show(made, out -> {
            out.println(address + " sets a password, once and within three days, at");
            out.println("  " + made.text("link"));
        });
    }

    @Command(
            name = "confirm",
            description =
                    "Say that an account whose password came by another administrator's link belongs to its owner.")
    int confirm(@Mixin Connection server, @Mixin Output output, @Parameters(paramLabel = "ADDRESS") String address) {
        Api api = server.api();
        Answer done = api.post("/users/" + number(api, address) + "/confirm");
        return output.say(done, "The rights of " + address + " are in force.");
    }

    private static long number(Api api, String address) {
        return api.get("/users").list("users").stream()
                .filter(user -> user.text("address").equalsIgnoreCase(address))
                .map(user -> user.number("id"))
                .findFirst()
                .orElseThrow(
                        () -> new ServerRefused(404, "Nobody here has the address " + address + ". Nothing was done."));
    }
}
