package dev.sedd.model.training;

import static dev.sedd.model.network.Modulation.GATE_ATTENTION;
import static dev.sedd.model.network.Modulation.GATE_MLP;
import static dev.sedd.model.network.Modulation.PARTS;
import static dev.sedd.model.network.Modulation.SCALE_ATTENTION;
import static dev.sedd.model.network.Modulation.SCALE_MLP;
import static dev.sedd.model.network.Modulation.SHIFT_ATTENTION;
import static dev.sedd.model.network.Modulation.SHIFT_MLP;

import dev.sedd.kernels.BitMask;
import dev.sedd.kernels.GatedSum;
import dev.sedd.kernels.Rotary;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.score.RowSelection;
import java.util.Arrays;

/**
 * A transformer block and its backward pass. What it keeps are the inputs and outputs of both branches; what a norm, GELU or
 * attention's weights were is computed again. In the nanogpt family attention runs twice with the same weights, the second
 * time on LN1 of the first one's output: the gradients of the two runs add up.
 *
 * <p>The last block's attention asks for the scored rows alone; so what comes behind it has no others.
 */
final class BlockPart implements Pass.Kept {
    /** Beside the sums for the six parts of the modulation: of LN1's gain in the second run. */
    private static final int INNER_GAIN = PARTS;

    private final int place;
    private final boolean last;
    private final int width;
    private final LinearPart modulate;
    private final NormPart norm1;
    private final AttentionPart attention;
    private final NormPart norm2;
    private final MlpPart mlp;
    private final AttentionPart.Run first;
    private final AttentionPart.Run second; // or null
    private final ColumnSums sums;

    private float[] input; // (B·T, D) the residual stream; belongs to whoever wrote it
    private float[] modulation = {}; // (B, 6D)
    private float[] between = {}; // (B·T, D) the first attention's output, where there are two
    private float[] attended = {}; // (chosen rows, D) the attention branch's output, after dropout
    private float[] middle = {}; // (chosen rows, D) the residual stream between the branches
    private float[] transformed = {}; // (chosen rows, D) the MLP branch's output, after dropout
    private float[] output = {}; // (chosen rows, D) the residual stream
    private long[] attentionBits = {}; // dropout's
    private long[] mlpBits = {};

    BlockPart(Pass p, Configuration c, ParameterLayout layout, TensorNames names, int index, Rotary rotary) {
        TensorNames.Block block = names.blocks().get(index);
        place = 2 * index;
        last = index == c.blocks() - 1;
        width = c.hiddenSize();
        modulate = new LinearPart(p, layout, block.modulation());
        norm1 = new NormPart(layout, block.norm1().name());
        attention = new AttentionPart(p, c, layout, block, rotary);
        norm2 = new NormPart(layout, block.norm2().name());
        mlp = new MlpPart(p, c, layout, block);
        first = new AttentionPart.Run(width);
        second = p.twice ? new AttentionPart.Run(width) : null;
        sums = new ColumnSums(PARTS + 1, width);
        p.keep(this);
        p.keep(first);
        if (second != null) {
            p.keep(second);
        }
    }

    @Override
    public void resize(int batch, int length) {
        int rows = batch * length;
        modulation = Pass.room(modulation, batch, PARTS * width);
        between = second == null ? between : Pass.room(between, rows, width);
        attended = Pass.room(attended, rows, width);
        middle = Pass.room(middle, rows, width);
        transformed = Pass.room(transformed, rows, width);
        output = Pass.room(output, rows, width);
    }

    /** Begins a step of a batch with the residual stream x; returns the array in which it will leave this block. */
    float[] begin(Pass p, float[] x) {
        input = x;
        modulate.forward(p.workers, p.batch, p.condition, 0, modulation, 0);
        if (p.dropout.drops()) {
            attentionBits = bits(p, attentionBits);
            mlpBits = bits(p, mlpBits);
        }
        return output;
    }

    /** x = x + gate_a · attention; x = x + gate_m · mlp, for one sequence. */
    void forward(Pass p, int sequence, SequenceScratch w) {
        RowSelection chosen = chosen(p);
        int i = p.row(sequence) * width;
        norm1.modulate(
                p,
                p.length,
                input,
                i,
                modulation,
                at(sequence, SHIFT_ATTENTION),
                at(sequence, SCALE_ATTENTION),
                w.normed,
                0);
        if (second == null) {
            attention.forward(p, sequence, chosen, w, first, attended);
        } else {
            attention.forward(p, sequence, p.all, w, first, between);
            norm1.forward(p, p.length, between, i, w.normed, 0);
            attention.forward(p, sequence, chosen, w, second, attended);
        }
        float[] stream = input;
        if (!chosen.isAll()) {
            stream = middle;
            ChosenRows.gather(chosen, sequence, width, input, i, width, stream, chosen.start(sequence) * width, width);
        }
        gate(p, sequence, chosen, GATE_ATTENTION, place, attentionBits, attended, stream, middle);
        norm2.modulate(
                p,
                chosen.count(sequence),
                middle,
                chosen.start(sequence) * width,
                modulation,
                at(sequence, SHIFT_MLP),
                at(sequence, SCALE_MLP),
                w.normed,
                0);
        mlp.forward(p, sequence, chosen, w, transformed);
        gate(p, sequence, chosen, GATE_MLP, place + 1, mlpBits, transformed, middle, output);
    }

    /** The rows behind its attention. */
    private RowSelection chosen(Pass p) {
        return last ? p.scored : p.all;
    }

    /** From the gradient of the output to that of the input, {@code p.dStream}, and to those of the parameters. */
    void backward(Pass p) {
        sums.clear(p.batch);
        mlp.beginBackward(p);
        p.forEachSequence((sequence, w) -> backward(p, sequence, w));
        mlp.weightGradients(p, chosen(p).count());
        if (second == null) {
            attention.weightGradients(p, chosen(p), first, p.attention);
        } else {
            attention.weightGradients(p, chosen(p), second, p.secondAttention);
            attention.weightGradients(p, p.all, first, p.attention);
        }
        modulationBackward(p);
    }

    private void backward(Pass p, int sequence, SequenceScratch w) {
        RowSelection chosen = chosen(p);
        float[] dOutput = last ? p.dScored : p.dStream;
        gateBackward(p, sequence, chosen, GATE_MLP, transformed, mlpBits, dOutput, p.mlp);
        mlp.backward(p, sequence, chosen, w);
        normBackward(p, norm2, sequence, chosen, w, middle, SHIFT_MLP, SCALE_MLP, dOutput, p.mlp);
        if (second == null) {
            gateBackward(p, sequence, chosen, GATE_ATTENTION, attended, attentionBits, dOutput, p.attention);
            attention.backward(p, sequence, chosen, w, first, p.attention);
        } else {
            int i = p.row(sequence) * width;
            gateBackward(p, sequence, chosen, GATE_ATTENTION, attended, attentionBits, dOutput, p.secondAttention);
            attention.backward(p, sequence, chosen, w, second, p.secondAttention);
            norm1.backward(
                    p,
                    p.length,
                    between,
                    i,
                    w.dNormed,
                    0,
                    sums.array(),
                    sums.at(sequence, INNER_GAIN),
                    p.attention.dOut,
                    i,
                    p.secondAttention.in,
                    i);
            attention.backward(p, sequence, p.all, w, first, p.attention);
        }
        if (!chosen.isAll()) {
            int from = chosen.start(sequence) * width;
            int to = p.row(sequence) * width;
            ChosenRows.spread(chosen, sequence, width, dOutput, from, width, p.dStream, to, width);
        }
        normBackward(p, norm1, sequence, p.all, w, input, SHIFT_ATTENTION, SCALE_ATTENTION, p.dStream, p.attention);
    }

    /** Through a modulated norm into the residual stream, and the norm's result again, the input of its branch. */
    private void normBackward(
            Pass p,
            NormPart norm,
            int sequence,
            RowSelection chosen,
            SequenceScratch w,
            float[] x,
            int shift,
            int scale,
            float[] dStream,
            BranchRows branch) {
        norm.modulateBackward(
                p,
                chosen.count(sequence),
                x,
                chosen.start(sequence) * width,
                modulation,
                at(sequence, shift),
                at(sequence, scale),
                w.dNormed,
                sums.array(),
                sums.at(sequence, shift),
                sums.at(sequence, scale),
                dStream,
                branch.in);
    }

    /** y = x + gate · u, u after dropout. */
    private void gate(
            Pass p,
            int sequence,
            RowSelection chosen,
            int part,
            int site,
            long[] bits,
            float[] u,
            float[] x,
            float[] y) {
        if (p.dropout.drops()) {
            p.dropout.forward(site, sequence, chosen, bits, u);
        }
        int rows = chosen.count(sequence);
        int i = chosen.start(sequence) * width;
        GatedSum.apply(rows, width, modulation, at(sequence, part), u, i, width, x, i, width, y, i, width);
    }

    /** The gradient of what went through a gate and dropout, a branch's output. */
    private void gateBackward(
            Pass p,
            int sequence,
            RowSelection chosen,
            int part,
            float[] u,
            long[] bits,
            float[] dStream,
            BranchRows branch) {
        int row = chosen.start(sequence);
        int rows = chosen.count(sequence);
        int i = row * width;
        GatedSum.backward(
                rows,
                width,
                modulation,
                at(sequence, part),
                u,
                i,
                width,
                dStream,
                i,
                width,
                sums.array(),
                sums.at(sequence, part),
                branch.dOut,
                i,
                width);
        if (p.dropout.drops()) {
            p.dropout.backward(rows, row, bits, branch.dOut);
        }
    }

    /** From the sums to the gradients of modulation, gains and bias, and on to that of the conditioning vector. */
    private void modulationBackward(Pass p) {
        float[] dm = p.dModulation;
        Arrays.fill(dm, 0, p.batch * PARTS * width, 0);
        for (int b = 0; b < p.batch; b++) {
            for (int part = 0; part < PARTS; part++) {
                sums.addTo(b, part, dm, at(b, part));
            }
            int attentionScale = at(b, SCALE_ATTENTION);
            int mlpScale = at(b, SCALE_MLP);
            norm1.scaleAndGainGradient(p, modulation, attentionScale, dm, attentionScale);
            norm2.scaleAndGainGradient(p, modulation, mlpScale, dm, mlpScale);
        }
        if (second != null) {
            norm1.gainGradient(p, sums, INNER_GAIN);
        }
        modulate.weightGradient(p, p.batch, p.condition, dm);
        modulate.biasGradient(p, p.batch, dm);
        modulate.addInputGradient(p, dm, p.dCondition);
    }

    /** Where a part of a sequence's modulation lies. */
    private int at(int sequence, int part) {
        return (sequence * PARTS + part) * width;
    }

    private long[] bits(Pass p, long[] bits) {
        int size = p.rows() * BitMask.words(width);
        return bits.length < size ? new long[size] : bits;
    }
}
