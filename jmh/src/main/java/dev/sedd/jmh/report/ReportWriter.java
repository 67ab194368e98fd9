package dev.sedd.jmh.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes JMH's JSON, {@code report.md}, {@code index.html} and the pictures into one folder. */
final class ReportWriter {
    private static final Pattern PICTURE = Pattern.compile("!\\[[^]]*]\\(([\\w-]+\\.png)\\)");

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
     * Replaces the report in a folder, and touches none of its other files. All is written into a folder beside it first and
     * moved when it is whole.
     *
     * @param json what JMH wrote
     */
    void write(String json, Path folder) throws IOException {
        Measurements measurements = Measurements.parse(json);
        int most = measurements.mostThreads();
        List<Section> sections = new ArrayList<>();
        Stream.of(
                        Stream.of(Ladder.section(measurements), Generation.section(measurements)),
                        Stream.of(Processes.section(measurements), Processes.steps(measurements)),
                        Stream.of(Breakdown.section(measurements), Elementwise.section(measurements)),
                        Stream.of(Training.section(measurements), Scaling.section(measurements)),
                        IntStream.of(1, most).distinct().mapToObj(n -> PeerProducts.section(measurements, n)),
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
        Files.createDirectories(target);
        deletePictures(target);
        try (Stream<Path> files = Files.list(beside)) {
            for (Path file : files.toList()) {
                Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.delete(beside);
    }

    /** Deletes the pictures that the former report shows. */
    private static void deletePictures(Path folder) throws IOException {
        Path report = folder.resolve("report.md");
        if (Files.exists(report)) {
            Matcher names = PICTURE.matcher(Files.readString(report));
            while (names.find()) {
                Files.deleteIfExists(folder.resolve(names.group(1)));
            }
        }
    }

    private List<String> facts(Measurements measurements) {
        List<String> facts = new ArrayList<>(List.of(
                "Machine: " + machine.processor() + ", " + machine.cores() + " cores, " + machine.vectorBits()
                        + "-bit vectors, " + machine.system(),
                "Java: " + machine.jdk() + ", heap up to " + machine.heapMegabytes() + " MB",
                "Flags: " + measurements.flags(),
                "Command: " + command,
                "Figures are those of the best iteration of each measurement, since a machine that is shared has loud"
                        + " seconds, and medians of what was measured in turns; the last table has the means as well"));
        facts.addAll(others);
        return facts;
    }
}
