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
            var table = new Table("ADDRESS", "NAME", "ROLES");
            for (Answer user : answer.list("users")) {
                table.row(user.text("address"), user.text("name"), Roles.words(user.texts("roles")));
            }
            table.print(
                    out, "There is nobody yet. The server printed a link for the first administrator at its start.");
        });
    }
}
