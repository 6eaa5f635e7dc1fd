package org.belay.cli.command;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates, lists and revokes API tokens. */
@Command(name = "token", description = "Create, list and revoke API tokens.")
public final class TokenCommand extends CommandGroup {

    @Command(name = "create", description = "Create a token. It is shown once.")
    int create(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "NAME", description = "what it is for") String name,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            description = "lifetime; default 90 (with --only 365), at most 365")
                    @Nullable
                    Integer days,
            @Option(
                            names = "--only",
                            paramLabel = "WHAT",
                            description =
                                    "bounces: the token may only hand in bounce messages; scim: only push users and groups (administrator)")
                    @Nullable
                    String only,
            @Option(
                            names = "--sign-in",
                            paramLabel = "ADDRESS",
                            description =
                                    "sign in with your address and password instead of a token; prompts for the password")
                    @Nullable
                    String address,
            @Option(
                            names = "--code",
                            paramLabel = "CODE",
                            description =
                                    "with --sign-in: code of the authenticator app, if the account has a second factor")
                    @Nullable
                    String code) {
        ApiClient api =
                address == null ? server.api() : server.api(address, PasswordPrompt.read(), Optional.ofNullable(code));
        var body = new LinkedHashMap<String, Object>();
        body.put("name", name);
        if (days != null) body.put("days", days);
        if (only != null) body.put("only", only);
        JsonObject made = api.post("/tokens", body);
        return output.printAnswer(made, out -> {
            out.println(made.text("secret"));
            output.err()
                    .println("Store it now: it is not shown again. Use it as BELAY_TOKEN. Its number is "
                            + made.number("id") + ".");
            output.err().flush();
        });
    }

    @Command(name = "list", description = "List the valid tokens: yours, or all for an administrator.")
    int list(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject answer = server.api().get("/tokens");
        return output.printAnswer(answer, out -> {
            var table = new TextTable("NUMBER", "NAME", "OWNER", "CREATED", "LAST USED", "ENDS");
            for (JsonObject token : answer.list("tokens")) {
                table.row(
                        token.number("id"),
                        token.text("name"),
                        token.text("owner"),
                        TextTable.localTime(token.text("createdAt")),
                        TextTable.localTime(token.text("lastUsedAt")),
                        TextTable.localTime(token.text("expiresAt")));
            }
            table.print(out, "There is no valid token.");
        });
    }

    @Command(name = "revoke", description = "Revoke a token immediately.")
    int revoke(
            @Mixin ServerOptions server, @Mixin CommandOutput output, @Parameters(paramLabel = "NUMBER") long number) {
        JsonObject done = server.api().delete("/tokens/" + number);
        return output.print(done, "Token " + number + " is revoked.");
    }
}
