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
     * @param arguments the folder; the suite; a regular expression over the benchmarks' names; a {@link Time}
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        if (arguments.length != 4) {
            System.err.println(
                    "usage: Report FOLDER " + String.join("|", Suite.NAMES) + " BENCHMARKS short|normal|long");
            System.exit(2);
        }
        System.setProperty("java.awt.headless", "true");
        Path folder = Path.of(arguments[0]);
        List<Peers> peers = ServiceLoader.load(Peers.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        String command = "mvn -pl jmh verify" + (peers.isEmpty() ? "" : " -Ppeers") + " -Dsuite=" + arguments[1]
                + " -Dbenchmarks='" + arguments[2] + "' -Dtime=" + arguments[3];
        List<String> facts = peers.stream()
                .flatMap(some -> some.facts(arguments[1]).stream())
                .toList();
        List<Part> parts = peers.stream()
                .flatMap(some -> some.parts(arguments[1]).stream())
                .toList();
        String json = Suite.run(arguments[1], arguments[2], Time.of(arguments[3]), parts);
        new ReportWriter(Machine.here(), command, facts).write(json, folder);
        System.out.println("The report is " + folder.resolve("index.html"));
    }
}
