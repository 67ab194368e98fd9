package dev.sedd.cli.demo;

import dev.sedd.cli.option.AtLeastOne;
import dev.sedd.cli.option.PositiveNumber;
import dev.sedd.cli.option.SeedOptions;
import dev.sedd.cli.output.Io;
import dev.sedd.cli.picture.PictureFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sedd demo ratio}: score entropy against concrete score matching. */
@Command(
        name = "ratio",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Learn the ratios of a four-point distribution by score entropy and by concrete score matching.",
        footerHeading = "%nExample:%n",
        footer = "  sedd demo ratio --plot ratio.png")
final class RatioCommand implements Runnable {
    private final Io io;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "70",
            converter = AtLeastOne.class,
            description = "Steps of AdamW (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "10",
            converter = AtLeastOne.class,
            description = "Show every N-th step (default: ${DEFAULT-VALUE}).")
    private int interval;

    @Option(
            names = "--lr",
            paramLabel = "X",
            defaultValue = "0.1",
            converter = PositiveNumber.class,
            description = "Learning rate (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = SeedOptions.Whole.class,
            description = "The same seed gives the same start (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PictureFile.Converter.class,
            description = "Draw it to a .png (default: no picture).")
    private PictureFile plot;

    RatioCommand(Io io) {
        this.io = io;
    }

    @Override
    public void run() {
        if (plot != null) {
            plot.check();
        }
        RatioExperiment experiment = RatioExperiment.run(steps, rate, seed);
        io.out().print(RatioText.of(experiment, interval));
        io.out().flush();
        if (plot != null) {
            plot.write(new RatioPicture(experiment, interval).picture());
        }
    }
}
