package org.belay.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.belay.cli.command.AudienceCommand;
import org.belay.cli.command.AuditCommand;
import org.belay.cli.command.BounceCommand;
import org.belay.cli.command.DeputyCommand;
import org.belay.cli.command.ExportCommand;
import org.belay.cli.command.PersonCommand;
import org.belay.cli.command.PolicyCommand;
import org.belay.cli.command.RecordCommand;
import org.belay.cli.command.RelayCommand;
import org.belay.cli.command.TeamCommand;
import org.belay.cli.command.TokenCommand;
import org.belay.cli.command.UserCommand;
import org.belay.cli.command.mailing.AmendCommand;
import org.belay.cli.command.mailing.CorrectionCommand;
import org.belay.cli.command.mailing.DisregardCommand;
import org.belay.cli.command.mailing.MailingCommand;
import org.belay.cli.command.mailing.ReinstateCommand;
import org.belay.cli.command.template.TemplateCommand;
import org.belay.cli.print.ErrorPrinter;
import org.belay.cli.print.EscapingWriter;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.WholeNumberConverter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code belay} and its subcommands. */
@Command(
        name = "belay",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = JarVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        description = "Mails notices to thousands of colleagues, and takes them back.%n",
        commandListHeading = "%nCommands:%n")
public final class BelayCommand implements Callable<Integer> {
    private static final String[] FOOTER = {
        "",
        "New here? Start with: belay sandbox",
        "Commands that call a server take its address from BELAY_URL and sign in with BELAY_TOKEN.",
        "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the server cannot be reached."
    };

    @Spec
    private CommandSpec spec;

    private BelayCommand() {}

    /**
     * The command line, ready to {@link CommandLine#execute}.
     *
     * @param first commands that start something; help lists them before the commands that call a server
     */
    public static CommandLine with(Object... first) {
        var belay = new CommandLine(new BelayCommand()) {
            @Override
            public CommandLine setOut(PrintWriter out) {
                return super.setOut(EscapingWriter.of(out));
            }

            @Override
            public CommandLine setErr(PrintWriter err) {
                return super.setErr(EscapingWriter.of(err));
            }
        };
        for (Object command : first) belay.addSubcommand(command);
        Object[] clients = {
            new MailingCommand(),
            new DisregardCommand(),
            new AmendCommand(),
            new ReinstateCommand(),
            new CorrectionCommand(),
            new PersonCommand(),
            new BounceCommand(),
            new AudienceCommand(),
            new TemplateCommand(),
            new AuditCommand(),
            new ExportCommand(),
            new RecordCommand(),
            new UserCommand(),
            new TokenCommand(),
            new RelayCommand(),
            new PolicyCommand(),
            new DeputyCommand(),
            new TeamCommand()
        };
        for (Object command : clients) belay.addSubcommand(command);
        belay.addSubcommand(new HelpCommand());
        // after the subcommands were added, so that they use the same writers
        belay.setOut(belay.getOut());
        belay.setErr(belay.getErr());
        // the writer would escape the color sequences of picocli too
        belay.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        WholeNumberConverter.register(belay);
        belay.setCaseInsensitiveEnumValuesAllowed(true);
        belay.setUsageHelpAutoWidth(true);
        // set after the subcommands were added: they would inherit it
        belay.getCommandSpec().usageMessage().footer(FOOTER);
        belay.setParameterExceptionHandler(ErrorPrinter::printUsageError);
        belay.setExecutionExceptionHandler(ErrorPrinter::printFailure);
        return belay;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.DONE;
    }
}
