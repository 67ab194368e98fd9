package dev.sedd.cli.command;

import dev.sedd.cli.output.Io;
import dev.sedd.cli.output.Progress;
import dev.sedd.model.run.Metrics;
import dev.sedd.model.run.RunListener;
import dev.sedd.model.training.Trainer;
import java.util.Locale;

/**
 * Shows a run on standard error: on a terminal a bar with loss, tokens a second and time left, and a line for each
 * validation; elsewhere a line for each line of metrics.
 */
final class TrainingView implements RunListener, AutoCloseable {
    private static final double NANO = 1e-9;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private final Io io;
    private final int first;
    private final int total;
    private final boolean bar;
    private final Progress progress;
    private final long start = System.nanoTime();

    /** @param done steps that were done before */
    TrainingView(Io io, int done, int total) {
        this.io = io;
        this.first = done;
        this.total = total;
        bar = Progress.bars(io);
        progress = bar ? Progress.bar(io, "training", done, total) : Progress.none();
    }

    @Override
    public void onStep(Trainer.Report report) {
        progress.advance();
    }

    @Override
    public void onMetrics(Metrics metrics) {
        progress.remark(
                String.format(Locale.ROOT, "loss %.4f, %.0f tokens/s", metrics.loss(), metrics.tokensPerSecond()));
        if (!bar || metrics.validation().isPresent()) {
            progress.aside(() -> io.err().println(line(metrics)));
        }
    }

    private String line(Metrics m) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "step %d/%d  loss %.4f  lr %.3g  grad %.3g  %.0f tokens/s",
                m.step(),
                total,
                m.loss(),
                m.learningRate(),
                m.gradientNorm(),
                m.tokensPerSecond()));
        m.validation()
                .ifPresent(
                        v -> line.append(String.format(Locale.ROOT, "  validation %.4f ± %.4f", v.bound(), v.error())));
        double seconds = (System.nanoTime() - start) * NANO / (m.step() - first) * (total - m.step());
        return line.append("  ")
                .append(duration(Math.round(seconds)))
                .append(" left")
                .toString();
    }

    private static String duration(long seconds) {
        return seconds < HOUR
                ? String.format(Locale.ROOT, "%d:%02d", seconds / MINUTE, seconds % MINUTE)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
    }

    @Override
    public void close() {
        progress.close();
    }
}
