package dev.sedd.model.training;

import static dev.sedd.model.network.Modulation.PARTS_HEAD;
import static dev.sedd.model.network.Modulation.SCALE_HEAD;
import static dev.sedd.model.network.Modulation.SHIFT_HEAD;

import dev.sedd.model.loss.ScoreEntropy;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.SigmaScale;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.score.RowSelection;
import java.util.Arrays;

/**
 * The output layer, Linear(mod(LN(x); shift, scale)), in the nanogpt family after LN_f, with the loss that it ends in, and
 * the backward pass, which begins here: the gradient of the loss takes the log scores' place as soon as a row has been read. All of it
 * on the scored rows alone.
 */
final class HeadPart implements Pass.Kept {
    private static final int FINAL_GAIN = PARTS_HEAD; // behind the sums for the modulation

    private final int width;
    private final int vocabulary;
    private final boolean scaleBySigma;
    private final ScoreEntropy entropy;
    private final NormPart finalNorm; // or null
    private final NormPart norm;
    private final LinearPart modulate;
    private final LinearPart linear;
    private final ColumnSums sums;

    private float[] input; // (scored rows, D) the residual stream; belongs to whoever wrote it
    private float[] normal = {}; // (scored rows, D) LN_f of it, where there is one
    private float[] modulation = {}; // (B, 2D)
    private float[] scores = {}; // (scored rows, V) log scores, then the gradient of the loss with respect to them
    private float[] in = {}; // (scored rows, D) the linear layer's input, computed again
    private double[] losses = {}; // of every sequence

    HeadPart(Pass p, Configuration c, ParameterLayout layout, TensorNames names) {
        width = c.hiddenSize();
        vocabulary = c.vocabularySize();
        scaleBySigma = c.scaleBySigma();
        entropy = new ScoreEntropy(c.graph());
        finalNorm = names.finalNorm() == null
                ? null
                : new NormPart(layout, names.finalNorm().name());
        norm = new NormPart(layout, names.headNorm().name());
        modulate = new LinearPart(p, layout, names.headModulation());
        linear = new LinearPart(p, layout, names.headLinear());
        sums = new ColumnSums(PARTS_HEAD + 1, width);
        p.keep(this);
    }

    @Override
    public void resize(int batch, int length) {
        normal = finalNorm == null ? normal : Pass.room(normal, batch * length, width);
        modulation = Pass.room(modulation, batch, PARTS_HEAD * width);
        scores = Pass.room(scores, batch * length, vocabulary);
        in = Pass.room(in, batch * length, width);
        losses = new double[batch];
    }

    /** Begins a step of a batch with the residual stream x. */
    void begin(Pass p, float[] x) {
        input = x;
        modulate.forward(p.workers, p.batch, p.condition, 0, modulation, 0);
        sums.clear(p.batch);
    }

    /**
     * There and back for one sequence: its part of the loss, and the gradient of {@code scale} · loss with respect to the
     * residual stream, in {@code p.dScored}.
     */
    void run(Pass p, int sequence, SequenceScratch w, NoisedBatch batch, float scale) {
        int row = p.scored.start(sequence);
        int rows = p.scored.count(sequence);
        int i = row * width;
        int shift = at(sequence, SHIFT_HEAD);
        int stretch = at(sequence, SCALE_HEAD);
        if (finalNorm != null) {
            finalNorm.forward(p, rows, input, i, normal, i);
        }
        norm.modulate(p, rows, normed(), i, modulation, shift, stretch, w.normed, 0);
        linear.forward(p.inner(), rows, w.normed, 0, scores, row * vocabulary);
        losses[sequence] = loss(p, batch, sequence, scale);

        linear.inputGradient(p.inner(), rows, scores, row * vocabulary, w.dNormed, 0);
        Arrays.fill(p.dScored, i, i + rows * width, 0);
        norm.modulateBackward(
                p,
                rows,
                normed(),
                i,
                modulation,
                shift,
                stretch,
                w.dNormed,
                sums.array(),
                sums.at(sequence, SHIFT_HEAD),
                sums.at(sequence, SCALE_HEAD),
                p.dScored,
                in);
        if (finalNorm != null) {
            int dGain = sums.at(sequence, FINAL_GAIN);
            finalNorm.backward(p, rows, input, i, p.dScored, i, sums.array(), dGain, p.dScored, i, normal, i);
        }
    }

    /** Σ rate · score entropy over a sequence, and its gradient in the place of the log scores. */
    private double loss(Pass p, NoisedBatch batch, int sequence, float scale) {
        float sigma = batch.sigma()[sequence];
        double rate = batch.rate()[sequence];
        float factor = (float) (scale * rate / p.rows());
        float offset = scaleBySigma ? SigmaScale.offset(sigma, vocabulary) : 0;
        double sum = 0;
        RowSelection scored = p.scored;
        for (int i = scored.start(sequence); i < scored.start(sequence + 1); i++) {
            int row = scored.row(i);
            int from = i * vocabulary;
            for (int y = from; y < from + vocabulary; y++) {
                scores[y] -= offset;
            }
            sum += entropy.valueAndGradient(
                    scores, from, batch.clean()[row], batch.noised()[row], sigma, factor, scores, from);
        }
        return rate * sum;
    }

    /**
     * The gradients of the parameters, once all sequences are through.
     *
     * @return the loss, the mean over all positions of rate · score entropy
     */
    double finish(Pass p) {
        linear.biasGradient(p, p.scored.count(), scores);
        linear.weightGradient(p, p.scored.count(), in, scores);
        modulationBackward(p);
        double loss = 0;
        for (int b = 0; b < p.batch; b++) {
            loss += losses[b];
        }
        return loss / p.rows();
    }

    private void modulationBackward(Pass p) {
        float[] dm = p.dModulation;
        Arrays.fill(dm, 0, p.batch * PARTS_HEAD * width, 0);
        for (int b = 0; b < p.batch; b++) {
            sums.addTo(b, SHIFT_HEAD, dm, at(b, SHIFT_HEAD));
            sums.addTo(b, SCALE_HEAD, dm, at(b, SCALE_HEAD));
            norm.scaleAndGainGradient(p, modulation, at(b, SCALE_HEAD), dm, at(b, SCALE_HEAD));
        }
        if (finalNorm != null) {
            finalNorm.gainGradient(p, sums, FINAL_GAIN);
        }
        modulate.weightGradient(p, p.batch, p.condition, dm);
        modulate.biasGradient(p, p.batch, dm);
        modulate.inputGradient(p.workers, p.batch, dm, 0, p.dCondition, 0);
    }

    private float[] normed() {
        return finalNorm == null ? input : normal;
    }

    private int at(int sequence, int part) {
        return (sequence * PARTS_HEAD + part) * width;
    }
}
