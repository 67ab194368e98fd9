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
import dev.sedd.model.checkpoint.TensorNames;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import java.util.Arrays;

/**
 * A transformer block and the way back. What it keeps are the inputs and outputs of both branches; what a norm, GELU or
 * attention's weights were is computed again. In the nanogpt family attention runs twice with the same weights, the second
 * time on LN1 of the first one's output: the gradients of the two runs add up.
 */
final class BlockPart implements Pass.Kept {
    /** Beside the sums for the six parts of the modulation: of LN1's gain in the second run, of the MLP's last bias. */
    private static final int INNER_GAIN = PARTS;

    private static final int DOWN_BIAS = PARTS + 1;

    private final int place;
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
    private float[] attended = {}; // (B·T, D) the attention branch's output, after dropout
    private float[] middle = {}; // (B·T, D) the residual stream between the branches
    private float[] transformed = {}; // (B·T, D) the MLP branch's output, after dropout
    private float[] output = {}; // (B·T, D) the residual stream
    private long[] attentionBits = {}; // dropout's
    private long[] mlpBits = {};

    BlockPart(Pass p, Configuration c, Parameters parameters, TensorNames names, int index, Rotary rotary) {
        TensorNames.Block block = names.blocks().get(index);
        place = 2 * index;
        width = c.hiddenSize();
        modulate = new LinearPart(parameters, block.modulation());
        norm1 = new NormPart(parameters, block.norm1().name());
        attention = new AttentionPart(c, parameters, block, rotary);
        norm2 = new NormPart(parameters, block.norm2().name());
        mlp = new MlpPart(c, parameters, block);
        first = new AttentionPart.Run(width);
        second = c.family() == Family.NANOGPT ? new AttentionPart.Run(width) : null;
        sums = new ColumnSums(PARTS + 2, width);
        p.keep(this);
        p.keep(mlp);
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

    /** x = x + gate_a · attention; x = x + gate_m · mlp. Returns the array that holds x; it stays until the next pass. */
    float[] forward(Pass p, float[] x) {
        input = x;
        modulate.forward(p, p.batch, p.condition, modulation);
        modulate.addBias(p, p.batch, modulation, 0);
        p.forEachRows((task, sequence, position, rows, row) -> norm1.modulate(
                p, rows, row, x, modulation, at(sequence, SHIFT_ATTENTION), at(sequence, SCALE_ATTENTION), p.normed));
        attend(p);
        p.forEachRows((task, sequence, position, rows, row) -> {
            if (p.dropout.drops()) {
                p.dropout.forward(place, sequence, position, rows, row, attentionBits, attended);
            }
            gate(rows, row, at(sequence, GATE_ATTENTION), attended, x, middle);
            norm2.modulate(
                    p, rows, row, middle, modulation, at(sequence, SHIFT_MLP), at(sequence, SCALE_MLP), p.normed);
        });
        mlp.forward(p, p.normed, transformed);
        p.forEachRows((task, sequence, position, rows, row) -> {
            mlp.down.addBias(p, rows, transformed, row);
            if (p.dropout.drops()) {
                p.dropout.forward(place + 1, sequence, position, rows, row, mlpBits, transformed);
            }
            gate(rows, row, at(sequence, GATE_MLP), transformed, middle, output);
        });
        return output;
    }

    private void attend(Pass p) {
        if (p.dropout.drops()) {
            attentionBits = bits(p, attentionBits);
            mlpBits = bits(p, mlpBits);
        }
        if (second == null) {
            attention.forward(p, p.normed, first, attended);
            return;
        }
        attention.forward(p, p.normed, first, between);
        p.forEachRows((task, sequence, position, rows, row) -> norm1.forward(p, rows, row, between, p.normed));
        attention.forward(p, p.normed, second, attended);
    }

    /** From the gradient of the output to that of the input, both in {@code p.dStream}. */
    void backward(Pass p) {
        sums.clear(p.batch, p.tasksPerSequence());
        p.forEachRows((task, sequence, position, rows, row) -> {
            gateBackward(p, rows, row, at(sequence, GATE_MLP), transformed, sums.at(task, GATE_MLP), mlpBits);
            mlp.down.sumBiasGradient(rows, p.dBranch, row, sums.array(), sums.at(task, DOWN_BIAS));
        });
        mlp.backward(p, p.dBranch, p.dNormed);
        p.forEachRows((task, sequence, position, rows, row) -> {
            normBackward(p, norm2, task, sequence, rows, row, middle, SHIFT_MLP, SCALE_MLP);
            int gate = at(sequence, GATE_ATTENTION);
            gateBackward(p, rows, row, gate, attended, sums.at(task, GATE_ATTENTION), attentionBits);
        });
        mlp.inputWeightGradient(p, p.normed);
        if (second != null) {
            attention.backward(p, second, p.dBranch, p.dNormed);
            p.forEachRows((task, sequence, position, rows, row) -> {
                int dGain = sums.at(task, INNER_GAIN);
                norm1.backward(p, rows, row, between, p.dNormed, sums.array(), dGain, p.dBranch, p.normed);
            });
            attention.inputWeightGradient(p, p.normed);
        }
        attention.backward(p, first, p.dBranch, p.dNormed);
        p.forEachRows((task, sequence, position, rows, row) ->
                normBackward(p, norm1, task, sequence, rows, row, input, SHIFT_ATTENTION, SCALE_ATTENTION));
        attention.inputWeightGradient(p, p.normed);
        modulationBackward(p);
    }

    /** Through a modulated norm into the residual stream, and the norm's result again, into {@code p.normed}. */
    private void normBackward(
            Pass p, NormPart norm, int task, int sequence, int rows, int row, float[] x, int shift, int scale) {
        norm.modulateBackward(
                p,
                rows,
                row,
                x,
                modulation,
                at(sequence, shift),
                at(sequence, scale),
                p.dNormed,
                sums.array(),
                sums.at(task, shift),
                sums.at(task, scale),
                p.dStream,
                p.normed);
    }

    /** y = x + gate · u. */
    private void gate(int rows, int row, int gate, float[] u, float[] x, float[] y) {
        int i = row * width;
        GatedSum.apply(rows, width, modulation, gate, u, i, width, x, i, width, y, i, width);
    }

    /** The gradient of what went through a gate and dropout, into {@code p.dBranch}. */
    private void gateBackward(Pass p, int rows, int row, int gate, float[] u, int dGate, long[] bits) {
        int i = row * width;
        GatedSum.backward(
                rows,
                width,
                modulation,
                gate,
                u,
                i,
                width,
                p.dStream,
                i,
                width,
                sums.array(),
                dGate,
                p.dBranch,
                i,
                width);
        if (p.dropout.drops()) {
            p.dropout.backward(rows, row, bits, p.dBranch);
        }
    }

    /** From the sums to the gradients of modulation, gains and bias, and on to that of the conditioning vector. */
    private void modulationBackward(Pass p) {
        float[] dm = p.dModulation;
        Arrays.fill(dm, 0, p.batch * PARTS * width, 0);
        p.workers.forEach(p.batch * PARTS, i -> sums.addTo(i / PARTS, i % PARTS, dm, i * width));
        for (int b = 0; b < p.batch; b++) {
            int attentionScale = at(b, SCALE_ATTENTION);
            int mlpScale = at(b, SCALE_MLP);
            norm1.scaleAndGainGradient(p, modulation, attentionScale, dm, attentionScale);
            norm2.scaleAndGainGradient(p, modulation, mlpScale, dm, mlpScale);
        }
        if (second != null) {
            norm1.gainGradient(p, sums, INNER_GAIN);
        }
        mlp.down.biasGradient(p, sums, DOWN_BIAS);
        modulate.weightGradient(p, p.batch, p.condition, dm);
        modulate.biasGradient(p, p.batch, dm);
        modulate.inputGradient(p, p.batch, dm, 1, p.dCondition);
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
