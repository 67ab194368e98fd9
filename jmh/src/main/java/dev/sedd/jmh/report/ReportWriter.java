package dev.sedd.jmh.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes JMH's JSON, {@code report.md}, {@code index.html} and the pictures into one folder. */
final class ReportWriter {
    private final Machine machine;
    private final String command;
    private final List<String> others;

    /**
     * A writer of reports.
     *
     * @param machine what was measured on
     * @param command what measured
     * @param others lines about other libraries that were measured
     */
    ReportWriter(Machine machine, String command, List<String> others) {
        this.machine = machine;
        this.command = command;
        this.others = List.copyOf(others);
    }

    /**
     * Replaces the folder. All is written into one beside it first, so that a report is whole or the former one.
     *
     * @param json what JMH wrote
     */
    void write(String json, Path folder) throws IOException {
        Measurements measurements = Measurements.parse(json);
        List<Section> sections = new ArrayList<>();
        Stream.of(
                        Stream.of(Ladder.section(measurements), Generation.section(measurements)),
                        Stream.of(Processes.section(measurements), Processes.steps(measurements)),
                        Stream.of(Breakdown.section(measurements), Elementwise.section(measurements)),
                        Stream.of(Scaling.section(measurements)),
                        Stream.of(PeerProducts.section(measurements, 1), PeerProducts.section(measurements, 2)),
                        Stream.of(PeerRatios.section(measurements), SmallProducts.section(measurements)),
                        Stream.of(PeerPasses.section(measurements), Published.section(measurements)))
                .flatMap(some -> some)
                .flatMap(Optional::stream)
                .forEach(sections::add);
        sections.add(Everything.section(measurements));
        List<String> facts = facts(measurements);
        Path target = folder.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path beside = Files.createTempDirectory(target.getParent(), target.getFileName() + ".");
        Files.writeString(beside.resolve("jmh.json"), json);
        Files.writeString(beside.resolve("report.md"), Markdown.of(facts, sections));
        Files.writeString(beside.resolve("index.html"), Html.of(facts, sections));
        for (Section section : sections) {
            if (section.picture().isPresent()) {
                Picture picture = section.picture().get();
                Files.write(beside.resolve(picture.file()), picture.png());
            }
        }
        delete(target);
        Files.move(beside, target);
    }

    private List<String> facts(Measurements measurements) {
        List<String> facts = new ArrayList<>(List.of(
                "Machine: " + machine.processor() + ", " + machine.cores() + " cores, " + machine.vectorBits()
                        + "-bit vectors, " + machine.system(),
                "Java: " + machine.jdk() + ", heap up to " + machine.heapMegabytes() + " MB",
                "Flags: " + measurements.flags(),
                "Command: " + command));
        facts.addAll(others);
        return facts;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
