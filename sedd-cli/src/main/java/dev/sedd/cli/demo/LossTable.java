package dev.sedd.cli.demo;

import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.loss.ScoreEntropy;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.sampling.Tweedie;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.tokens.Tokenizer;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One line for each position of a noised text.
 *
 * @param configuration the model's graph and noise
 * @param tokenizer its vocabulary
 * @param time t
 * @param tokens the text, (T)
 * @param noised what noise has made of it, (T)
 * @param scores the model's log scores of that, (T, V)
 */
record LossTable(
        Configuration configuration, Tokenizer tokenizer, double time, int[] tokens, int[] noised, LogScore scores) {
    private static final int BEST = 4;
    private static final int BAR = 12;
    private static final double FULL_BAR = 6; // nats

    /** The table, below what it is of, above its mean. */
    String text() {
        TransitionGraph graph = configuration.graph();
        double sigma = configuration.noise().total(time);
        double rate = configuration.noise().rate(time);
        ScoreEntropy entropy = new ScoreEntropy(graph);
        StringBuilder text = new StringBuilder();
        add(
                text,
                "t = %.3g, sigma = %.3g: a token has been moved with chance %.1f %%%n",
                time,
                sigma,
                -100 * StrictMath.expm1(-sigma));
        add(text, "text    %s%nnoised  %s%n%n", oneLine(tokens), oneLine(noised));
        add(text, "  position  token  noised    loss                what the model takes it for%n");
        double total = 0;
        for (int i = 0; i < tokens.length; i++) {
            double loss =
                    rate * entropy.value(scores.values(), i * graph.vocabularySize(), tokens[i], noised[i], sigma);
            total += loss;
            boolean open = graph.canChange(noised[i]);
            add(
                    text,
                    "%10d  %-5s  %-6s  %s  %s%n",
                    i,
                    Shown.token(tokenizer, tokens[i]),
                    Shown.token(tokenizer, noised[i]),
                    open ? String.format(Locale.ROOT, "%6.3f  %-" + BAR + "s", loss, bar(loss)) : " ".repeat(8 + BAR),
                    open ? best(graph, i, sigma) : "");
        }
        add(
                text,
                "%na loss is the rate of noise, %.3g here, times the score entropy of the ratios that the model%n"
                        + "gives; the percentages are the chances that follow from those%n",
                rate);
        add(
                text,
                "%nmean loss %.3f nats per token; over all times and texts its mean is the loss that eval shows%n",
                total / tokens.length);
        return text.toString().replaceAll(" +\n", "\n");
    }

    private static String bar(double loss) {
        return "#".repeat(Math.clamp(Math.round(loss / FULL_BAR * BAR), 0, BAR));
    }

    /** The likeliest tokens before all noise, by Tweedie's formula, with their chances. */
    private String best(TransitionGraph graph, int position, double sigma) {
        double[] ratios = new double[graph.vocabularySize()];
        double[] weights = new double[graph.vocabularySize()];
        scores.ratios(position, ratios);
        new Tweedie().weights(graph, noised[position], sigma, ratios, weights);
        double sum = 0;
        for (int y = 0; y < graph.tokens(); y++) {
            weights[y] = Math.max(0, weights[y]);
            sum += weights[y];
        }
        double all = sum;
        StringBuilder best = new StringBuilder();
        IntStream.range(0, graph.tokens())
                .boxed()
                .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                .limit(BEST)
                .forEach(y -> best.append(String.format(
                        Locale.ROOT, "%s %2.0f%%   ", Shown.token(tokenizer, y), 100 * weights[y] / all)));
        return best.toString();
    }

    private String oneLine(int[] ids) {
        return tokenizer.decode(ids).replace("\n", "\\n");
    }

    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
    }
}
