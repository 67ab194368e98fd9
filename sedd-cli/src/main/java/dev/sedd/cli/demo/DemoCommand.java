package dev.sedd.cli.demo;

import dev.sedd.cli.output.Io;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sedd demo}: the small experiments hang here. Alone it prints what there is. */
@Command(
        name = "demo",
        description = "Small experiments that show how discrete diffusion works.",
        synopsisSubcommandLabel = "EXPERIMENT",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sedd demo ratio --plot ratio.png",
            "  sedd demo sentences",
            "  sedd demo loss \"To be, or not to be\" -t 0.5 --seed 1",
            "  sedd demo cipher \"To be, or not to be\""
        })
public final class DemoCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** The command with all its experiments. */
    public static CommandLine commandLine(Io io) {
        return new CommandLine(new DemoCommand())
                .addSubcommand(new RatioCommand(io))
                .addSubcommand(new SentencesCommand(io))
                .addSubcommand(new LossCommand(io))
                .addSubcommand(new CipherCommand(io));
    }

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        line.usage(line.getOut());
    }
}
