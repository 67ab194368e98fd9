package dev.sedd.cli.command;

import dev.sedd.cli.output.Failure;
import dev.sedd.cli.output.Io;
import dev.sedd.cli.picture.LineChart;
import dev.sedd.cli.picture.Picture;
import dev.sedd.cli.picture.PictureFile;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.run.Metrics;
import dev.sedd.model.run.MetricsFile;
import dev.sedd.model.run.Run;
import dev.sedd.model.run.RunListener;
import java.util.ArrayList;
import java.util.List;

/**
 * The loss curve of a run, {@code loss.png} in its folder, drawn anew several times a minute and at the end. A run goes on
 * without it.
 */
final class LossPicture implements RunListener, AutoCloseable {
    private static final String NAME = "loss.png";
    private static final int WIDTH = 900;
    private static final int HEIGHT = 460;
    private static final int MOST_POINTS = 400;
    private static final long INTERVAL_NANOS = 15_000_000_000L;

    private final Io io;
    private final PictureFile file;
    private final String title;
    private final List<Metrics> lines;
    private long drawn = System.nanoTime();
    private boolean complete = true;
    private boolean failed;

    LossPicture(Io io, Run run) throws CheckpointException {
        this.io = io;
        file = new PictureFile(run.folder().path().resolve(NAME));
        title = String.valueOf(run.folder().path().toAbsolutePath().getFileName());
        lines = new ArrayList<>(MetricsFile.read(run.folder().metrics()));
    }

    @Override
    public void onMetrics(Metrics metrics) {
        lines.add(metrics);
        complete = false;
        if (System.nanoTime() - drawn > INTERVAL_NANOS) {
            draw();
        }
    }

    /** Draws what has come since, wherever the run has ended. */
    @Override
    public void close() {
        if (!complete) {
            draw();
        }
    }

    private void draw() {
        if (failed) {
            return;
        }
        try {
            file.write(picture());
            drawn = System.nanoTime();
            complete = true;
        } catch (Failure e) {
            failed = true;
            io.err().println("no loss curve: " + e.getMessage());
        } catch (IllegalStateException e) {
            failed = true; // The program is ending; the curve stays as it was.
        }
    }

    private Picture picture() {
        LineChart chart = new LineChart(WIDTH, HEIGHT, title, "step", "nats per token");
        List<double[]> points = loss();
        chart.add("training loss", column(points, 0), column(points, 1));
        List<double[]> bounds = lines.stream()
                .filter(line -> line.validation().isPresent())
                .map(line -> new double[] {
                    line.step(),
                    line.validation().get().bound(),
                    line.validation().get().error()
                })
                .toList();
        if (!bounds.isEmpty()) {
            chart.addWithErrors("validation bound", column(bounds, 0), column(bounds, 1), column(bounds, 2));
        }
        return chart.picture();
    }

    /** Step and loss, several lines averaged where there are many. */
    private List<double[]> loss() {
        int group = Math.ceilDiv(lines.size(), MOST_POINTS);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += group) {
            List<Metrics> some = lines.subList(i, Math.min(i + group, lines.size()));
            double mean = some.stream().mapToDouble(Metrics::loss).average().orElseThrow();
            points.add(new double[] {some.getLast().step(), mean});
        }
        return points;
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }
}
