package org.belay.cli;

import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates, lists and revokes API tokens. */
@Command(name = "token", description = "Create, list and revoke API tokens.")
final class TokenCommand extends Group {

    @Command(name = "create", description = "Create a token. It is shown once.")
    int create(
            @Mixin Connection server,
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", description = "what it is for") String name,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            description = "lifetime; default 90 (for bounces 365), at most 365")
                    Integer days,
            @Option(
                            names = "--only",
                            paramLabel = "WHAT",
                            description = "bounces: the token may only hand in bounce messages")
                    String only,
            @Option(
                            names = "--sign-in",
                            paramLabel = "ADDRESS",
                            description =
                                    "sign in with your address and password instead of a token; prompts for the password")
                    String address) {
        Api api = address == null ? server.api() : server.api(address, Password.ask());
        var body = new LinkedHashMap<String, Object>();
        body.put("name", name);
        if (days != null) body.put("days", days);
        if (only != null) body.put("only", only);
        Answer made = api.post("/tokens", body);
        return output.show(made, out -> {
            out.println(made.text("secret"));
            output.aside()
                    .println("Store it now: it is not shown again. Use it as BELAY_TOKEN. Its number is "
                            + made.number("id") + ".");
            output.aside().flush();
        });
    }

    @Command(name = "list", description = "List the valid tokens: yours, or all for an administrator.")
    int list(@Mixin Connection server, @Mixin Output output) {
        Answer answer = server.api().get("/tokens");
        return output.show(answer, out -> {
            var table = new Table("NUMBER", "NAME", "OWNER", "CREATED", "LAST USED", "ENDS");
            for (Answer token : answer.list("tokens")) {
                table.row(
                        token.number("id"),
                        token.text("name"),
                        token.text("owner"),
                        Table.moment(token.text("createdAt")),
                        Table.moment(token.text("lastUsedAt")),
                        Table.moment(token.text("expiresAt")));
            }
            table.print(out, "There is no valid token.");
        });
    }

    @Command(name = "revoke", description = "Revoke a token immediately.")
    int revoke(@Mixin Connection server, @Mixin Output output, @Parameters(paramLabel = "NUMBER") long number) {
        Answer done = server.api().delete("/tokens/" + number);
        return output.say(done, "Token " + number + " is revoked.");
    }
}
