package dev.sedd.cli.command;

import dev.sedd.cli.demo.DemoCommand;
import dev.sedd.cli.option.GenerationOptions;
import dev.sedd.cli.option.GraphName;
import dev.sedd.cli.option.NetworkOptions;
import dev.sedd.cli.option.NoiseName;
import dev.sedd.cli.option.ProgressOptions;
import dev.sedd.cli.option.TrainingOptions;
import dev.sedd.cli.option.WeightsName;
import dev.sedd.cli.option.Words;
import dev.sedd.cli.output.Errors;
import dev.sedd.cli.output.FileName;
import dev.sedd.cli.output.Io;
import dev.sedd.cli.output.ReaderGone;
import dev.sedd.model.corpus.Corpus;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** {@code sedd} itself: all commands hang here. Alone it prints short help. */
@Command(
        name = "sedd",
        description = "Writes text by discrete diffusion: all letters at once, from noise, step by step.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  sedd sample",
            "  sedd infill \"To be, [[24]] that is the question\"",
            "",
            "'sedd COMMAND --help' shows a command's options.",
            "Exit codes: 0 done, 1 failure, 2 wrong usage, 130 interrupted."
        })
public final class RootCommand implements Runnable {
    private final Io io;
    private final CommandLine line;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version of sedd, Java, the system and the vector width.")
    private boolean version;

    public RootCommand(Io io) {
        this.io = io;
        this.line = new CommandLine(this)
                .addSubcommand(new SampleCommand(io))
                .addSubcommand(new InfillCommand(io))
                .addSubcommand(new TrainCommand(io))
                .addSubcommand(new PerturbCommand(io))
                .addSubcommand(new EvalCommand(io))
                .addSubcommand(DemoCommand.commandLine(io))
                .addSubcommand(new ScoreCommand(io))
                .addSubcommand(new InspectCommand(io))
                .addSubcommand(new ConvertCommand(io))
                .addSubcommand(new DoctorCommand(io))
                .addSubcommand(new CompletionCommand(io))
                .addSubcommand(new HelpCommand())
                .registerConverter(Path.class, new FileName())
                .registerConverter(GenerationOptions.Method.class, Words.of(GenerationOptions.Method.class))
                .registerConverter(ProgressOptions.When.class, Words.of(ProgressOptions.When.class))
                .registerConverter(GraphName.class, Words.of(GraphName.class))
                .registerConverter(WeightsName.class, Words.of(WeightsName.class))
                .registerConverter(NoiseName.class, Words.of(NoiseName.class))
                .registerConverter(NetworkOptions.FamilyName.class, Words.of(NetworkOptions.FamilyName.class))
                .registerConverter(TrainingOptions.Schedule.class, Words.of(TrainingOptions.Schedule.class))
                .registerConverter(TrainingOptions.OptimizerName.class, Words.of(TrainingOptions.OptimizerName.class))
                .registerConverter(EvalText.Split.class, Words.of(EvalText.Split.class))
                .registerConverter(Corpus.class, Words.of(Corpus.class))
                .registerConverter(ConvertCommand.Storage.class, Words.of(ConvertCommand.Storage.class))
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setOut(new PrintWriter(io.out().writer(), true))
                .setErr(new PrintWriter(io.err(), true))
                .setParameterExceptionHandler((e, args) -> Errors.usage(io, e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    }

    /** The parser of this command and all below it. */
    public CommandLine commandLine() {
        return line;
    }

    /** Whether stack traces are wanted. */
    public boolean verbose() {
        return verbose;
    }

    /** Whether the command that was asked for takes a --batch-size. */
    public boolean takesBatches() {
        ParseResult result = line.getParseResult();
        while (result != null && result.hasSubcommand()) {
            result = result.subcommand();
        }
        return result != null && result.commandSpec().findOption("--batch-size") != null;
    }

    @Override
    public void run() {
        line.usage(line.getOut());
    }

    private int failed(Exception e) {
        return e instanceof ReaderGone ? ExitCode.SOFTWARE : Errors.report(io, e, verbose);
    }
}
