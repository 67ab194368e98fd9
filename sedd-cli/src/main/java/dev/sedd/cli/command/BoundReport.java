package dev.sedd.cli.command;

import dev.sedd.cli.picture.LineChart;
import dev.sedd.cli.picture.Picture;
import dev.sedd.model.corpus.Corpus;
import dev.sedd.model.evaluation.Estimate;
import dev.sedd.model.evaluation.Evaluation;
import dev.sedd.model.evaluation.NoiseLevel;
import dev.sedd.model.network.Configuration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code sedd eval} tells, as text, JSON and picture.
 *
 * @param model the model's name
 * @param configuration its configuration
 * @param data the text
 * @param characters whether tokens are characters
 * @param evaluation the result
 */
record BoundReport(
        String model, Configuration configuration, EvalText data, boolean characters, Evaluation evaluation) {
    private static final int BAR = 24;
    private static final double MICROSECONDS = 1e6;

    /** A summary, and a table of noise levels. */
    String text() {
        Evaluation e = evaluation;
        String graph = ModelReport.graph(configuration) + ", " + ModelReport.noise(configuration);
        StringBuilder text = new StringBuilder();
        add(text, "model      %s (%s)%n", model, graph);
        add(text, "text       %s, %s: ", data.file(), data.description());
        add(text, "%,d windows of %d tokens", e.windows(), e.length());
        add(text, data.leftOver() == 0 ? "%n" : ", %,d left over%n", data.leftOver());
        add(
                text,
                "draws      %d of each window, seed %d%n%n",
                e.monteCarlo().draws(),
                e.monteCarlo().seed());
        String from = String.format(Locale.ROOT, "%.3f", e.startTime());
        add(text, "           nats per token%n");
        add(text, "loss       %s  mean over t from %s to 1, as in training%n%n", shown(e.loss(), 4), from);
        add(text, "diffusion  %s  integral over t from %s to 1%n", shown(e.diffusion(), 4), from);
        add(text, "start      %s  from t = %s to the text%n", shown(e.start(), 4), from);
        add(
                text,
                "prior      %-17s  from the limit of noise to t = 1%n",
                String.format(Locale.ROOT, "%.4f", e.prior()));
        add(text, "bound      %s  their sum%n%n", shown(e.bound(), 4));
        add(text, "           %s  bits per %s%n", shown(e.bitsPerToken(), 4), unit());
        add(text, "           %s  perplexity%n%n", shown(e.perplexity(), 3));
        levels(text);
        return text.toString();
    }

    private void levels(StringBuilder text) {
        double most = 0;
        for (NoiseLevel level : evaluation.levels()) {
            most = Math.max(most, level.windows() == 0 ? 0 : level.loss().mean());
        }
        add(text, "    t from to    sigma from to          draws  loss%n");
        for (NoiseLevel level : evaluation.levels()) {
            String bar = level.windows() == 0
                    ? ""
                    : "#".repeat((int) Math.round(BAR * Math.max(0, level.loss().mean()) / most));
            add(
                    text,
                    "%6.3f %6.3f  %8.3g %8.3g  %9d  %s  %s%n",
                    level.from(),
                    level.to(),
                    level.sigmaFrom(),
                    level.sigmaTo(),
                    level.windows(),
                    level.windows() == 0 ? " ".repeat(17) : shown(level.loss(), 4),
                    bar);
        }
    }

    private String unit() {
        return characters ? "character" : "token";
    }

    /** A mean and its error, 17 characters wide. */
    private static String shown(Estimate estimate, int decimals) {
        String mean = String.format(Locale.ROOT, "%." + decimals + "f", estimate.mean());
        String error = Double.isNaN(estimate.error())
                ? ""
                : String.format(Locale.ROOT, " ± %." + decimals + "f", estimate.error());
        return String.format("%-17s", mean + error);
    }

    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
    }

    /** One line with one object. */
    String json(double seconds) {
        JsonMapper mapper = JsonMapper.shared();
        Evaluation e = evaluation;
        ObjectNode object = mapper.createObjectNode();
        object.put("model", model);
        object.put("graph", ModelReport.graph(configuration));
        object.put("noise", ModelReport.noise(configuration));
        object.put("data", data.file().toString());
        object.put("corpus", data.corpus().toString());
        object.put(data.corpus() == Corpus.PLAIN ? "split" : "packing", data.part());
        object.put("lines", data.lines());
        object.put("windows", e.windows());
        object.put("length", e.length());
        object.put("left_over", data.leftOver());
        object.put("draws", e.monteCarlo().draws());
        object.put("seed", e.monteCarlo().seed());
        object.put("start_time", e.startTime());
        put(object, "loss", e.loss());
        put(object, "diffusion", e.diffusion());
        put(object, "start", e.start());
        object.put("prior", e.prior());
        put(object, "bound", e.bound());
        put(object, "bits_per_" + unit(), e.bitsPerToken());
        put(object, "perplexity", e.perplexity());
        var levels = object.putArray("levels");
        for (NoiseLevel level : e.levels()) {
            ObjectNode node = levels.addObject();
            node.put("t_from", level.from());
            node.put("t_to", level.to());
            node.put("sigma_from", level.sigmaFrom());
            node.put("sigma_to", level.sigmaTo());
            node.put("draws", level.windows());
            put(node, "loss", level.loss());
        }
        object.put("seconds", Math.round(seconds * MICROSECONDS) / MICROSECONDS);
        return mapper.writeValueAsString(object) + "\n";
    }

    /** An estimate and its error; null where one is not known. */
    private static void put(ObjectNode object, String name, Estimate estimate) {
        object.put(name, Double.isNaN(estimate.mean()) ? null : estimate.mean());
        object.put(name + "_error", Double.isNaN(estimate.error()) ? null : estimate.error());
    }

    /** The loss by noise level. */
    Picture picture() {
        List<NoiseLevel> levels = evaluation.levels().stream()
                .filter(level -> level.windows() > 0)
                .toList();
        double[] times =
                levels.stream().mapToDouble(l -> (l.from() + l.to()) / 2).toArray();
        double[] losses = levels.stream().mapToDouble(l -> l.loss().mean()).toArray();
        double[] errors = levels.stream().mapToDouble(l -> l.loss().error()).toArray();
        double mean = evaluation.loss().mean();
        return new LineChart(
                        760,
                        440,
                        String.format(
                                Locale.ROOT,
                                "Bound %.4f nats per %s",
                                evaluation.bound().mean(),
                                unit()),
                        "time t, from the text to noise",
                        "loss, nats per " + unit())
                .addWithErrors("by noise level", times, losses, errors)
                .add("mean, the loss", new double[] {0, 1}, new double[] {mean, mean})
                .picture();
    }
}
