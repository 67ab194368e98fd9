package dev.sedd.jmh.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the suite of benchmarks and writes its report. {@code mvn -pl jmh verify} calls it. */
public final class Report {
    private Report() {}

    /**
     * Measures, then replaces the folder.
     *
     * @param arguments the folder; a regular expression over the benchmarks' names; a {@link Time}
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        if (arguments.length != 3) {
            System.err.println("usage: Report FOLDER BENCHMARKS short|normal|long");
            System.exit(2);
        }
        System.setProperty("java.awt.headless", "true");
        Path folder = Path.of(arguments[0]);
        List<Peers> peers = ServiceLoader.load(Peers.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        String command = "mvn -pl jmh verify" + (peers.isEmpty() ? "" : " -Ppeers") + " -Dbenchmarks='" + arguments[1]
                + "' -Dtime=" + arguments[2];
        List<String> facts =
                peers.stream().flatMap(some -> some.facts().stream()).toList();
        List<Part> parts = peers.stream().flatMap(some -> some.parts().stream()).toList();
        String json = Suite.run(arguments[1], Time.of(arguments[2]), parts);
        new ReportWriter(Machine.here(), command, facts).write(json, folder);
        System.out.println("The report is " + folder.resolve("index.html"));
    }
}
