package dev.sedd.model.network;

import dev.sedd.kernels.LayerNorm;
import dev.sedd.model.network.Workspace.RowTask;

/**
 * LayerNorm over D with a gain, eps 1e-5, over all rows of a workspace; plain, or with adaLN's shift and scale. Not for
 * several threads at once: what it is at stands in its fields.
 */
final class Norm {
    private static final float EPS = 1e-5f;

    private final float[] gain;
    private final RowTask plainRows = this::plainRows;
    private final RowTask modulatedRows = this::modulatedRows;
    private float[] from;
    private float[] to;
    private float[] modulated;
    private int ldModulation;
    private int shiftAt;
    private int scaleAt;

    Norm(float[] gain) {
        this.gain = gain;
    }

    /** y = LN(x). */
    void apply(Workspace w, float[] x, float[] y) {
        from = x;
        to = y;
        w.forEachRows(plainRows);
    }

    /**
     * y = LN(x) · (1 + scale) + shift.
     *
     * @param modulation (B, parts · D), of which shift and scale are two parts
     */
    void modulate(Workspace w, float[] x, float[] modulation, int parts, int shift, int scale, float[] y) {
        from = x;
        to = y;
        modulated = modulation;
        ldModulation = parts * gain.length;
        shiftAt = shift * gain.length;
        scaleAt = scale * gain.length;
        w.forEachRows(modulatedRows);
    }

    private void plainRows(int sequence, int position, int rows, int row) {
        int d = gain.length;
        LayerNorm.apply(rows, d, EPS, from, row * d, d, gain, 0, to, row * d, d);
    }

    private void modulatedRows(int sequence, int position, int rows, int row) {
        int d = gain.length;
        int m = sequence * ldModulation;
        LayerNorm.modulate(
                rows,
                d,
                EPS,
                from,
                row * d,
                d,
                gain,
                0,
                modulated,
                m + shiftAt,
                modulated,
                m + scaleAt,
                to,
                row * d,
                d);
    }
}
