package dev.sedd.jmh.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
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
        facts.forEach(System.out::println);
        List<String> failed = new ArrayList<>();
        String json;
        try {
            json = Suite.run(arguments[1], arguments[2], Time.of(arguments[3]), parts, failed);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        List<String> all = Stream.concat(facts.stream(), failed.stream()).toList();
        new ReportWriter(Machine.here(), command, all).write(json, folder);
        System.out.println("The report is " + folder.resolve("index.html"));
        if (!failed.isEmpty()) {
            failed.forEach(System.err::println);
            System.exit(1);
        }
    }
}
