package org.belay.cli.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows and changes the rules for approvals. */
@Command(name = "policy", description = "Show and change the rules for approvals.")
public final class PolicyCommand extends CommandGroup {

    /** Two options that exclude each other. */
    static final class SecondApproval {
        @Option(
                names = "--second-approval-above",
                required = true,
                paramLabel = "N",
                description = "a mailing to more than N people needs two approvals")
        private long above;

        @Option(names = "--one-approval", required = true, description = "one approval is always enough")
        private boolean one;
    }

    @Command(name = "show", description = "Show the rules.")
    int show(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject policy = server.api().get("/policy");
        return output.printAnswer(policy, out -> print(out, policy));
    }

    @Command(name = "set", description = "Change the rules that are named; the others stay (administrator).")
    int set(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @ArgGroup @Nullable SecondApproval second,
            @Option(
                            names = "--approval-valid-days",
                            paramLabel = "DAYS",
                            description = "an approved mailing must be scheduled within this many days")
                    @Nullable
                    Integer days,
            @Option(
                            names = "--recipient-domains",
                            split = ",",
                            paramLabel = "DOMAIN",
                            description = "only addresses in these domains may get mailings; \"any\" ends the rule")
                    @Nullable
                    List<String> domains) {
        var policy = new LinkedHashMap<>(server.api().get("/policy").members());
        if (second != null) policy.put("secondApprovalAbove", second.one ? null : second.above);
        if (days != null) policy.put("approvalValidDays", days);
        if (domains != null) policy.put("recipientDomains", domains.equals(List.of("any")) ? List.of() : domains);
        JsonObject changed = server.api().put("/policy", policy);
        return output.printAnswer(changed, out -> print(out, changed));
    }

    private static void print(PrintWriter out, JsonObject policy) {
        out.println(
                policy.members().get("secondApprovalAbove") == null
                        ? "One approval is enough for every mailing."
                        : "A mailing to more than " + TextTable.number(policy.number("secondApprovalAbove"))
                                + " people needs two approvals.");
        out.println(
                "It must be scheduled within " + policy.number("approvalValidDays") + " days of its first approval.");
        List<String> domains = policy.texts("recipientDomains");
        out.println(
                domains.isEmpty()
                        ? "Addresses in any domain may get mailings."
                        : "Only addresses in these domains may get mailings: " + String.join(", ", domains));
    }
}
