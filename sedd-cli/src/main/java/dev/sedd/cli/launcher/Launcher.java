package dev.sedd.cli.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The main class of the fat jar. On Java 25 or newer with the vector module among its modules, it calls the command
 * line. Otherwise it looks for such a Java, starts the command line on it with the right flags, hands its own input,
 * output and signals on, and ends with its exit code. The other Java starts the command line's class, not this one, so
 * one start never leads to another.
 */
public final class Launcher {
    /** The release that the command line is compiled for. */
    static final int NEEDED = 25;

    private static final String COMMAND_LINE = "dev.sedd.cli.Sedd";
    private static final int FAILURE = 1;

    /** Patterns of the kernels' classes whose methods are loops over vectors and are called for a tile, a row or an array. */
    private static final List<String> VECTOR_LOOPS = Arrays.asList(
            "dev.sedd.kernels.internal.Activations",
            "dev.sedd.kernels.internal.Exponentials",
            "dev.sedd.kernels.internal.VectorMath",
            "*Rows",
            "*Sums",
            "*Tile");

    private Launcher() {}

    /** Runs the command line, here or on another Java, and exits with its code. */
    public static void main(String[] arguments) {
        String lost = Arguments.lost(arguments, System.getProperty("sun.jnu.encoding"));
        if (lost != null) {
            fail(lost);
        }
        if (JavaVersions.feature(System.getProperty("java.specification.version")) >= NEEDED && hasVectorModule()) {
            runHere(arguments);
            return;
        }
        JavaFinder finder = JavaFinder.here();
        JavaInstallation java = finder.find(NEEDED);
        if (java == null) {
            fail(missing(finder.found()));
        }
        try {
            System.exit(new Child().run(command(java.executable(), arguments)));
        } catch (IOException e) {
            fail("cannot start " + java + ": " + e.getMessage());
        } catch (InterruptedException e) {
            fail("interrupted while " + java + " was running");
        }
    }

    /** What to say where no Java suits: what is needed, what was found, what to do. */
    static String missing(List<JavaInstallation> found) {
        JavaInstallation newest = null;
        for (JavaInstallation java : found) {
            newest = newest == null || java.feature() > newest.feature() ? java : newest;
        }
        return "needs Java " + NEEDED + " or newer with the module " + JavaInstallation.VECTOR_MODULE + "; found "
                + (newest == null ? "no Java" : "only " + newest) + "; install a JDK " + NEEDED
                + " (for example from https://adoptium.net) or set JAVA_HOME to one";
    }

    /** The options of this process that the other Java is to have as well: those for memory and such, and properties. */
    static List<String> handedOn(List<String> inputArguments) {
        List<String> options = new ArrayList<>();
        for (String argument : inputArguments) {
            if (argument.startsWith("-X") || argument.startsWith("-D") || argument.matches("-(ea|da|esa|dsa)(:.*)?")) {
                options.add(argument);
            }
        }
        return options;
    }

    /**
     * A heap that starts small and is collected by one thread: a generation needs a quarter of the memory so, and its
     * garbage is too little for more. It may grow to half of the machine's memory; a model's weights lie outside
     * the heap, where Java sets no limit. Nothing where the user has chosen a heap or a collector.
     */
    static List<String> memory(List<String> inputArguments) {
        for (String argument : inputArguments) {
            if (argument.startsWith("-Xm") || argument.matches("-XX:\\+Use\\w*GC")) {
                return new ArrayList<>();
            }
        }
        return Arrays.asList("-XX:+UseSerialGC", "-Xms48m", "-XX:MaxRAMPercentage=50", "-XX:MaxDirectMemorySize=1t");
    }

    /**
     * Options that have the kernels compiled early: a generation waits for the compiler, and half of what that does at the start is
     * other people's classes, which hardly run again. Of the patterns that match a method the last holds.
     */
    static List<String> compiler(int processors) {
        List<String> options = new ArrayList<>();
        options.add("-XX:CompileCommand=quiet");
        scale(options, "*::*", "15.0"); // other people's classes wait
        scale(options, "dev.sedd.*::*", "1.0");
        // Of use is what the vector classes do only when it is compiled into the methods around it.
        scale(options, "jdk.incubator.vector.*::*", "30.0");
        scale(options, "jdk.internal.vm.vector.*::*", "30.0");
        // Kernels hardly branch, and little is learned by watching them, least of all where they are lists of vector
        // operations.
        scale(options, "dev.sedd.kernels.internal.*::*", "0.2");
        scale(options, "dev.sedd.kernels.internal.Micro*::*", "0.01");
        scale(options, "dev.sedd.kernels.internal.Packing::right*", "0.01");
        scale(options, "dev.sedd.kernels.internal.Transposition*::*", "0.01");
        for (String loops : VECTOR_LOOPS) {
            scale(options, loops + "::*", "0.01");
            options.add("-XX:CompileCommand=dontinline," + loops + "::*"); // else again in each place that calls them
        }
        // Part of a kernel, or it makes an object at each call; and Java leaves out what has waited so long.
        options.add("-XX:CompileCommand=inline,jdk.internal.foreign.*::asSlice*");
        options.add("-XX:+IgnoreUnrecognizedVMOptions"); // of the next two, which a later Java may not know
        options.add("-XX:-UseProfiledLoopPredicate"); // what is guessed of loops so early is often undone
        options.add("-XX:-LoopUnswitching"); // no two loops for a condition that does not change in one
        if (processors < 4) {
            // Two threads of the better compiler, as Java has from four processors on.
            options.add("-XX:CICompilerCount=3");
        }
        return options;
    }

    /** Has methods compiled after as many calls as usual, times a factor. */
    private static void scale(List<String> options, String methods, String factor) {
        options.add("-XX:CompileCommand=CompileThresholdScaling," + methods + "," + factor);
    }

    private static List<String> command(File java, String[] arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.getPath());
        command.add("--add-modules");
        command.add(JavaInstallation.VECTOR_MODULE);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(memory(inputArguments()));
        command.addAll(compiler(Runtime.getRuntime().availableProcessors()));
        command.addAll(handedOn(inputArguments()));
        String jar = System.getProperty("java.class.path");
        command.addAll(ClassArchive.options(java, new File(jar), arguments, System.getenv()));
        command.add("-cp");
        command.add(jar);
        command.add(COMMAND_LINE);
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static List<String> inputArguments() {
        try {
            return ManagementFactory.getRuntimeMXBean().getInputArguments();
        } catch (NoClassDefFoundError e) {
            return new ArrayList<>(); // a runtime image without java.management
        }
    }

    private static void runHere(String[] arguments) {
        try {
            Class.forName(COMMAND_LINE).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            fail(e.getCause().toString());
        } catch (ReflectiveOperationException e) {
            fail("the jar is damaged: " + e);
        }
    }

    /** {@code ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()}, by names, since Java 8 has no such class. */
    private static boolean hasVectorModule() {
        try {
            Class<?> layers = Class.forName("java.lang.ModuleLayer");
            Object boot = layers.getMethod("boot").invoke(null);
            Object module = layers.getMethod("findModule", String.class).invoke(boot, JavaInstallation.VECTOR_MODULE);
            return (Boolean) module.getClass().getMethod("isPresent").invoke(module);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static void fail(String message) {
        System.err.println("sedd: " + message);
        System.exit(FAILURE);
    }
}
