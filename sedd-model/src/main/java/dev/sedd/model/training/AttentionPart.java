package dev.sedd.model.training;

import dev.sedd.kernels.Attention;
import dev.sedd.kernels.Rotary;
import dev.sedd.model.checkpoint.TensorNames;
import dev.sedd.model.network.Configuration;

/**
 * Attention with its projections, y = attn(rotary(x Wqkvᵀ)) Wᵀ, and the way back. The attention weights are not kept but
 * computed again.
 */
final class AttentionPart {
    private final int heads;
    private final int headSize;
    private final LinearPart qkv;
    private final LinearPart project;
    private final Rotary rotary; // or null

    AttentionPart(Configuration c, Parameters parameters, TensorNames.Block names, Rotary rotary) {
        heads = c.heads();
        headSize = c.headSize();
        qkv = new LinearPart(parameters, names.qkv());
        project = new LinearPart(parameters, names.project());
        this.rotary = rotary;
    }

    /** What one run of attention keeps for the way back. */
    static final class Run implements Pass.Kept {
        private final int width;
        private float[] qkv = {}; // (B·T, 3D), rotated
        private float[] attended = {}; // (B·T, D)

        Run(int width) {
            this.width = width;
        }

        @Override
        public void resize(int batch, int length) {
            qkv = Pass.room(qkv, batch * length, 3 * width);
            attended = Pass.room(attended, batch * length, width);
        }
    }

    /** y = attention of x. */
    void forward(Pass p, float[] x, Run run, float[] y) {
        int d = p.width;
        int ld = 3 * d;
        float[] r = run.qkv;
        qkv.forward(p, p.rows(), x, r);
        if (rotary != null) {
            p.forEachRows((task, sequence, position, rows, row) -> {
                rotary.apply(rows, position, heads, r, row * ld, ld);
                rotary.apply(rows, position, heads, r, row * ld + d, ld);
            });
        }
        Attention.apply(
                p.batch, p.length, heads, headSize, r, 0, ld, r, d, ld, r, 2 * d, ld, run.attended, 0, d, p.workers);
        project.forward(p, p.rows(), run.attended, y);
    }

    /** dx from dy, by way of {@code p.dAttended} and {@code p.dQkv}, and the gradient of the output projection. */
    void backward(Pass p, Run run, float[] dy, float[] dx) {
        int d = p.width;
        int ld = 3 * d;
        float[] r = run.qkv;
        float[] g = p.dQkv;
        project.weightGradient(p, p.rows(), run.attended, dy);
        project.inputGradient(p, p.rows(), dy, p.dAttended);
        Attention.backward(
                p.batch,
                p.length,
                heads,
                headSize,
                r,
                0,
                ld,
                r,
                d,
                ld,
                r,
                2 * d,
                ld,
                p.dAttended,
                0,
                d,
                g,
                0,
                ld,
                g,
                d,
                ld,
                g,
                2 * d,
                ld,
                p.workers);
        if (rotary != null) {
            p.forEachRows((task, sequence, position, rows, row) -> {
                rotary.applyInverse(rows, position, heads, g, row * ld, ld);
                rotary.applyInverse(rows, position, heads, g, row * ld + d, ld);
            });
        }
        qkv.inputGradient(p, p.rows(), g, dx);
    }

    /** The gradient of the input projection, from {@code p.dQkv}, once x has been computed again. */
    void inputWeightGradient(Pass p, float[] x) {
        qkv.weightGradient(p, p.rows(), x, p.dQkv);
    }
}
