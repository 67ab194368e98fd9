package dev.sedd.model.network;

import dev.sedd.kernels.LayerNorm;

/** LayerNorm over D with a gain, eps 1e-5, over all rows of a workspace; plain, or with adaLN's shift and scale. */
final class Norm {
    private static final float EPS = 1e-5f;

    private final float[] gain;

    Norm(float[] gain) {
        this.gain = gain;
    }

    /** y = LN(x). */
    void apply(Workspace w, float[] x, float[] y) {
        int d = gain.length;
        w.forEachRows((sequence, position, rows, row) ->
                LayerNorm.apply(rows, d, EPS, x, row * d, d, gain, 0, y, row * d, d));
    }

    /**
     * y = LN(x) · (1 + scale) + shift.
     *
     * @param modulation (B, parts · D), of which shift and scale are two parts
     */
    void modulate(Workspace w, float[] x, float[] modulation, int parts, int shift, int scale, float[] y) {
        int d = gain.length;
        w.forEachRows((sequence, position, rows, row) -> {
            int from = sequence * parts * d;
            LayerNorm.modulate(
                    rows,
                    d,
                    EPS,
                    x,
                    row * d,
                    d,
                    gain,
                    0,
                    modulation,
                    from + shift * d,
                    modulation,
                    from + scale * d,
                    y,
                    row * d,
                    d);
        });
    }
}
