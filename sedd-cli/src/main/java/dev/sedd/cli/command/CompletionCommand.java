package dev.sedd.cli.command;

import dev.sedd.cli.output.Io;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sedd completion}: a script that teaches the shell this program's commands and options. */
@Command(
        name = "completion",
        description = "Print the completion script for bash and zsh.",
        footerHeading = "%nExample:%n",
        footer = "  source <(sedd completion 2>/dev/null)")
final class CompletionCommand implements Runnable {
    private final Io io;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Io io) {
        this.io = io;
    }

    @Override
    public void run() {
        io.out().print(AutoComplete.bash("sedd", spec.root().commandLine()));
    }
}
