package dev.sedd.model.training;

import dev.sedd.kernels.Attention;
import dev.sedd.kernels.Rotary;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.score.RowSelection;

/**
 * Attention with its projections, y = attn(rotary(x Wqkvᵀ)) Wᵀ, and its backward pass. The attention weights are not kept but
 * computed again. Where only some rows are wanted, these alone have queries and an output; all have keys and values.
 */
final class AttentionPart {
    private final int heads;
    private final int headSize;
    private final LinearPart qkv;
    private final LinearPart project;
    private final Rotary rotary; // or null

    AttentionPart(Pass p, Configuration c, ParameterLayout layout, TensorNames.Block names, Rotary rotary) {
        heads = c.heads();
        headSize = c.headSize();
        qkv = new LinearPart(p, layout, names.qkv());
        project = new LinearPart(p, layout, names.project());
        this.rotary = rotary;
    }

    /** What one run of attention keeps for the backward pass. */
    static final class Run implements Pass.Kept {
        private final int width;
        private float[] qkv = {}; // (B·T, 3D), rotated; a sequence's chosen queries in its first rows
        private float[] attended = {}; // (chosen rows, D)

        Run(int width) {
            this.width = width;
        }

        @Override
        public void resize(int batch, int length) {
            qkv = Pass.room(qkv, batch * length, 3 * width);
            attended = Pass.room(attended, batch * length, width);
        }
    }

    /** y, the chosen rows of a sequence, from {@code w.normed}, which has all. */
    void forward(Pass p, int sequence, RowSelection chosen, SequenceScratch w, Run run, float[] y) {
        int d = p.width;
        int ld = 3 * d;
        int row = p.row(sequence);
        int at = row * ld;
        float[] r = run.qkv;
        qkv.forward(p.inner(), p.length, w.normed, 0, r, at);
        if (rotary != null) {
            rotary.apply(p.length, 0, heads, r, at, ld);
            rotary.apply(p.length, 0, heads, r, at + d, ld);
        }
        if (!chosen.isAll()) {
            ChosenRows.gather(chosen, sequence, d, r, at, ld, r, at, ld);
        }
        int first = chosen.start(sequence) * d;
        int rows = chosen.count(sequence);
        Attention.chosen(
                1,
                p.length,
                new int[] {0, rows},
                heads,
                headSize,
                r,
                at,
                ld,
                r,
                at + d,
                ld,
                r,
                at + 2 * d,
                ld,
                run.attended,
                first,
                d,
                p.inner());
        project.forward(p.inner(), rows, run.attended, first, y, first);
    }

    /** The gradient of the input, into {@code w.dNormed}, from that of the output in {@code rows}. */
    void backward(Pass p, int sequence, RowSelection chosen, SequenceScratch w, Run run, BranchRows branch) {
        int d = p.width;
        int ld = 3 * d;
        int row = p.row(sequence);
        int at = row * ld;
        float[] r = run.qkv;
        float[] g = branch.dInner;
        int rows = chosen.count(sequence);
        project.inputGradient(p.inner(), rows, branch.dOut, chosen.start(sequence) * d, w.dAttended, 0);
        Attention.chosenBackward(
                1,
                p.length,
                new int[] {0, rows},
                heads,
                headSize,
                r,
                at,
                ld,
                r,
                at + d,
                ld,
                r,
                at + 2 * d,
                ld,
                w.dAttended,
                0,
                d,
                g,
                at,
                ld,
                g,
                at + d,
                ld,
                g,
                at + 2 * d,
                ld,
                p.inner());
        if (!chosen.isAll()) {
            ChosenRows.spread(chosen, sequence, d, g, at, ld, g, at, ld);
        }
        if (rotary != null) {
            rotary.applyInverse(p.length, 0, heads, g, at, ld);
            rotary.applyInverse(p.length, 0, heads, g, at + d, ld);
        }
        qkv.inputGradient(p.inner(), p.length, g, at, w.dNormed, 0);
    }

    /** The gradients of the weights, once all sequences are through. */
    void weightGradients(Pass p, RowSelection chosen, Run run, BranchRows branch) {
        project.weightGradient(p, chosen.count(), run.attended, branch.dOut);
        qkv.weightGradient(p, p.rows(), branch.in, branch.dInner);
    }
}
