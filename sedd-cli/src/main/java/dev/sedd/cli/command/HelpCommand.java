package dev.sedd.cli.command;

import java.util.List;
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
        footerHeading = "%nExamples:%n",
        footer = {"  sedd help sample", "  sedd help demo ratio"})
final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command, and perhaps one of its own (default: sedd itself).")
    private List<String> commands = List.of();

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        CommandLine topic = root;
        for (String command : commands) {
            topic = topic.getSubcommands().get(command);
            if (topic == null) {
                throw new ParameterException(spec.commandLine(), "there is no command '" + command + "'");
            }
        }
        topic.usage(root.getOut());
    }
}
