package dev.sedd.cli;

import dev.sedd.cli.command.Preparation;
import dev.sedd.cli.command.RootCommand;
import dev.sedd.cli.output.Errors;
import dev.sedd.cli.output.Failure;
import dev.sedd.cli.output.Io;
import dev.sedd.cli.output.ReaderGone;
import dev.sedd.cli.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import picocli.CommandLine.ExitCode;

/**
 * The program. Exit codes: 0 done, 1 failure, 2 wrong usage, 130 interrupted.
 *
 * <p>This class and what it loads before a command runs touch no vector class, so that a missing module is reported in plain
 * words and not as a NoClassDefFoundError.
 */
public final class Sedd {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private Sedd() {}

    /** Runs a command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            System.err.println("sedd: the Vector API is not switched on; run: java --add-modules " + VECTOR_MODULE
                    + " -jar sedd-cli.jar");
            System.exit(ExitCode.SOFTWARE);
        }
        if (args.length > 0 && Preparation.pays(args[0])) {
            Preparation.begin();
        }
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        System.exit(run(args, out, err, Terminal::detect));
    }

    /**
     * Runs a command line and returns its exit code.
     *
     * @param out receives what was asked for, and nothing else
     * @param err receives progress, seeds, timing and errors
     * @param terminal finds out what the two are connected to
     */
    static int run(String[] args, OutputStream out, OutputStream err, Supplier<Terminal> terminal) {
        Io io = new Io(out, err, terminal);
        RootCommand root = new RootCommand(io);
        try {
            int code = root.commandLine().execute(args);
            io.out().flush();
            return code;
        } catch (ReaderGone e) {
            return ExitCode.SOFTWARE;
        } catch (Failure e) {
            return Errors.report(io, e, root.verbose());
        } catch (OutOfMemoryError e) {
            return Errors.outOfMemory(io, e, root.takesBatches(), root.verbose());
        } catch (Error e) {
            return Errors.report(io, e, root.verbose());
        }
    }
}
