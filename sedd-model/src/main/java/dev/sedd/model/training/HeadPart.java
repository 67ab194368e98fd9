package dev.sedd.model.training;

import dev.sedd.model.checkpoint.TensorNames;
import dev.sedd.model.loss.ScoreEntropy;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.SigmaScale;
import java.util.Arrays;

/**
 * The output layer, Linear(mod(LN(x); shift, scale)), in the nanogpt family after LN_f, with the loss that it ends in, and
 * the way back. The gradient of the loss takes the log scores' place as soon as a row has been read.
 */
final class HeadPart implements Pass.Kept {
    private static final int PARTS = 2;
    private static final int SHIFT = 0;
    private static final int SCALE = 1;
    private static final int FINAL_GAIN = PARTS;

    private final int width;
    private final int vocabulary;
    private final boolean scaleBySigma;
    private final ScoreEntropy entropy;
    private final NormPart finalNorm; // or null
    private final NormPart norm;
    private final LinearPart modulate;
    private final LinearPart linear;
    private final ColumnSums sums;

    private float[] input; // (B·T, D) the residual stream; belongs to whoever wrote it
    private float[] normal = {}; // (B·T, D) LN_f of it, where there is one
    private float[] modulation = {}; // (B, 2D)
    private float[] scores = {}; // (B·T, V) log scores, then the gradient of the loss with respect to them
    private double[] losses = {}; // of every task

    HeadPart(Pass p, Configuration c, Parameters parameters, TensorNames names) {
        width = c.hiddenSize();
        vocabulary = c.vocabularySize();
        scaleBySigma = c.scaleBySigma();
        entropy = new ScoreEntropy(c.graph());
        finalNorm = names.finalNorm() == null
                ? null
                : new NormPart(parameters, names.finalNorm().name());
        norm = new NormPart(parameters, names.headNorm().name());
        modulate = new LinearPart(parameters, names.headModulation());
        linear = new LinearPart(parameters, names.headLinear());
        sums = new ColumnSums(PARTS + 1, width);
        p.keep(this);
    }

    @Override
    public void resize(int batch, int length) {
        normal = finalNorm == null ? normal : Pass.room(normal, batch * length, width);
        modulation = Pass.room(modulation, batch, PARTS * width);
        scores = Pass.room(scores, batch * length, vocabulary);
        losses = new double[batch * length];
    }

    /**
     * The loss, the mean over all positions of rate · score entropy, and, in {@code scores}, the gradient of
     * {@code scale} · loss.
     */
    double forward(Pass p, float[] x, NoisedBatch batch, float scale) {
        input = x;
        modulate.forward(p, p.batch, p.condition, modulation);
        modulate.addBias(p, p.batch, modulation, 0);
        p.forEachRows((task, sequence, position, rows, row) -> {
            if (finalNorm != null) {
                finalNorm.forward(p, rows, row, x, normal);
            }
            norm.modulate(p, rows, row, normed(), modulation, at(sequence, SHIFT), at(sequence, SCALE), p.normed);
        });
        linear.forward(p, p.rows(), p.normed, scores);
        p.forEachRows((task, sequence, position, rows, row) -> {
            linear.addBias(p, rows, scores, row);
            losses[task] = loss(p, batch, sequence, rows, row, scale);
        });
        double loss = 0;
        for (int task = 0; task < p.batch * p.tasksPerSequence(); task++) {
            loss += losses[task];
        }
        return loss / p.rows();
    }

    /** Σ rate · score entropy over a few rows of a sequence. */
    private double loss(Pass p, NoisedBatch batch, int sequence, int rows, int row, float scale) {
        float sigma = batch.sigma()[sequence];
        double rate = batch.rate()[sequence];
        float factor = (float) (scale * rate / p.rows());
        float offset = scaleBySigma ? SigmaScale.offset(sigma, vocabulary) : 0;
        double sum = 0;
        for (int i = row; i < row + rows; i++) {
            int from = i * vocabulary;
            for (int y = from; y < from + vocabulary; y++) {
                scores[y] -= offset;
            }
            sum += entropy.valueAndGradient(
                    scores, from, batch.clean()[i], batch.noised()[i], sigma, factor, scores, from);
        }
        return rate * sum;
    }

    /** From the gradient of the log scores to that of the residual stream, in {@code p.dStream}. */
    void backward(Pass p) {
        linear.biasGradient(p, p.rows(), scores);
        linear.inputGradient(p, p.rows(), scores, p.dNormed);
        sums.clear(p.batch, p.tasksPerSequence());
        p.forEachRows((task, sequence, position, rows, row) -> {
            Arrays.fill(p.dStream, row * width, (row + rows) * width, 0);
            norm.modulateBackward(
                    p,
                    rows,
                    row,
                    normed(),
                    modulation,
                    at(sequence, SHIFT),
                    at(sequence, SCALE),
                    p.dNormed,
                    sums.array(),
                    sums.at(task, SHIFT),
                    sums.at(task, SCALE),
                    p.dStream,
                    p.normed);
            if (finalNorm != null) {
                finalNorm.backward(
                        p, rows, row, input, p.dStream, sums.array(), sums.at(task, FINAL_GAIN), p.dStream, normal);
            }
        });
        linear.weightGradient(p, p.rows(), p.normed, scores);
        modulationBackward(p);
    }

    private void modulationBackward(Pass p) {
        float[] dm = p.dModulation;
        Arrays.fill(dm, 0, p.batch * PARTS * width, 0);
        for (int b = 0; b < p.batch; b++) {
            sums.addTo(b, SHIFT, dm, at(b, SHIFT));
            sums.addTo(b, SCALE, dm, at(b, SCALE));
            norm.scaleAndGainGradient(p, modulation, at(b, SCALE), dm, at(b, SCALE));
        }
        if (finalNorm != null) {
            finalNorm.gainGradient(p, sums, FINAL_GAIN);
        }
        modulate.weightGradient(p, p.batch, p.condition, dm);
        modulate.biasGradient(p, p.batch, dm);
        modulate.inputGradient(p, p.batch, dm, p.dCondition);
    }

    private float[] normed() {
        return finalNorm == null ? input : normal;
    }

    private int at(int sequence, int part) {
        return (sequence * PARTS + part) * width;
    }
}
