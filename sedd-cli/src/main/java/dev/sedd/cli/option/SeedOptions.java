package dev.sedd.cli.option;

import java.util.random.RandomGenerator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which random numbers are drawn. */
public final class SeedOptions {
    private static final long SEEDS = 1L << 32;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Whole.class,
            description = "The same seed gives the same text (default: a new one, printed on standard error).")
    private Long seed;

    /** The seed that was given, else a new one of at most ten digits. */
    public long choose() {
        return seed != null ? seed : RandomGenerator.getDefault().nextLong(SEEDS);
    }

    /** Reads a whole number. */
    public static final class Whole implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + value + "' is not a whole number of at most 64 bits");
            }
        }
    }
}
