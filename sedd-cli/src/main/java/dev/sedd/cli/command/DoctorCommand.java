package dev.sedd.cli.command;

import dev.sedd.cli.option.Finite;
import dev.sedd.cli.option.ThreadOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.kernels.Workers;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code sedd doctor}: whether this machine computes rightly, and how fast. */
@Command(
        name = "doctor",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Show the machine, measure its speed, and check the kernels against their references. Exit code 1"
                + " where a check fails.",
        footerHeading = "%nExamples:%n",
        footer = {"  sedd doctor", "  sedd doctor --threads 1 --json"})
final class DoctorCommand implements Callable<Integer> {
    private final Io io;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            converter = Seconds.class,
            description = "How long to measure, about, once the kernels are compiled (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--json", description = "One object in JSON (default: a table).")
    private boolean json;

    DoctorCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        try (Workers workers = threads.start()) {
            Machine machine = Machine.look();
            if (io.terminal().err()) {
                io.err().println("measuring for about " + Math.round(seconds) + " s");
            }
            Speed speed = Speed.measure(workers, seconds);
            // Checked last, so that it is the compiled code that is checked.
            Diagnosis diagnosis = new Diagnosis(machine, speed, SelfCheck.run(workers));
            io.out().print(json ? diagnosis.json() + "\n" : diagnosis.text());
            return diagnosis.healthy() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** Reads a duration. */
    static final class Seconds implements ITypeConverter<Double> {
        private static final double LEAST = 1;
        private static final double MOST = 3600;

        @Override
        public Double convert(String value) {
            double seconds = new Finite().convert(value);
            if (seconds < LEAST || seconds > MOST) {
                throw new TypeConversionException("'" + value + "' is not a number of seconds from 1 to 3600");
            }
            return seconds;
        }
    }
}
