package dev.sedd.cli.option;

import dev.sedd.kernels.Workers;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many threads work. */
public final class ThreadOptions {
    private static final int MOST = 1024;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Count.class,
            description = "Threads; they change the speed, never the result (default: the processors that this process"
                    + " may use).")
    private Integer threads;

    /** A team of that many; to be closed. */
    public Workers start() {
        return threads == null ? Workers.shared() : Workers.of(threads);
    }

    /** Reads a number of threads. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            int count = new AtLeastOne().convert(value);
            if (count > MOST) {
                throw new TypeConversionException("'" + value + "' is more than " + MOST + " threads");
            }
            return count;
        }
    }
}
