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
                    List<String> domains,
            @Option(
                            names = "--largest-audience",
                            paramLabel = "N",
                            description =
                                    "authors who are neither approver nor administrator submit mailings to at most N people;"
                                            + " 0 ends the rule")
                    @Nullable
                    Long largest,
            @Option(
                            names = "--daily-people",
                            paramLabel = "N",
                            description =
                                    "one person submits mailings to at most N people in 24 hours; 0 ends the rule")
                    @Nullable
                    Long daily,
            @Option(
                            names = "--usual-factor",
                            paramLabel = "N",
                            description = "N times more or fewer people than the template usually has need a reason")
                    @Nullable
                    Integer factor) {
        var policy = new LinkedHashMap<>(server.api().get("/policy").members());
        if (second != null) policy.put("secondApprovalAbove", second.one ? null : second.above);
        if (days != null) policy.put("approvalValidDays", days);
        if (domains != null) policy.put("recipientDomains", domains.equals(List.of("any")) ? List.of() : domains);
        if (largest != null) policy.put("largestAudience", largest == 0 ? null : largest);
        if (daily != null) policy.put("dailyPeople", daily == 0 ? null : daily);
        if (factor != null) policy.put("usualFactor", factor);
        JsonObject changed = server.api().put("/policy", policy);
        return output.printAnswer(changed, out -> print(out, changed));
    }

    private static void print(PrintWriter out, JsonObject policy) {
        out.println(
                policy.members().get("secondApprovalAbove") == null
                        ? "One approval is enough for a mailing of any size."
                        : "A mailing to more than " + TextTable.number(policy.number("secondApprovalAbove"))
                                + " people needs two approvals.");
        out.println(
                "It must be scheduled within " + policy.number("approvalValidDays") + " days of its first approval.");
        out.println("A mailing to half or more of the people of an audience marked ALL-STAFF needs two approvals.");
        if (policy.members().get("largestAudience") != null) {
            out.println("An author who is neither approver nor administrator may submit mailings to at most "
                    + TextTable.number(policy.number("largestAudience")) + " people.");
        }
        if (policy.members().get("dailyPeople") != null) {
            out.println("A person may submit mailings to at most " + TextTable.number(policy.number("dailyPeople"))
                    + " people in 24 hours.");
        }
        out.println("A mailing with " + policy.number("usualFactor")
                + " times more or fewer people than its template usually has needs a reason.");
        List<String> domains = policy.texts("recipientDomains");
        out.println(
                domains.isEmpty()
                        ? "Addresses in any domain may get mailings."
                        : "Only addresses in these domains may get mailings: " + String.join(", ", domains));
    }
}
