package dev.sedd.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sedd help COMMAND}: the same as {@code sedd COMMAND --help}. */
@Command(
        name = "help",
        description = "Show the help of a command.",
        footerHeading = "%nExample:%n",
        footer = "  sedd help sample")
final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command (default: sedd itself).")
    private String command;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        CommandLine topic = command == null ? root : root.getSubcommands().get(command);
        if (topic == null) {
            throw new ParameterException(spec.commandLine(), "there is no command '" + command + "'");
        }
        topic.usage(root.getOut());
    }
}
