package dev.sedd.model.network;

import static dev.sedd.model.network.Configuration.NORM_EPS;

import dev.sedd.kernels.LayerNorm;
import dev.sedd.model.network.Workspace.RowTask;

/** LayerNorm over D with a gain, eps 1e-5, over all rows of a workspace; plain, or with adaLN's shift and scale. */
final class Norm {
    private final float[] gain;
    private final int ldModulation;
    private final int shiftAt;
    private final int scaleAt;
    private final RowTask modulatedRows = this::modulatedRows;
    private final RowTask normedRows = (w, sequence, position, rows, row) -> plainRows(w.normed, rows, row);
    private final RowTask streamRows = (w, sequence, position, rows, row) -> plainRows(w.stream, rows, row);

    /** One that is never modulated. */
    Norm(float[] gain) {
        this(gain, 0, 0, 0);
    }

    /** One whose shift and scale are two of the {@code parts} vectors that a modulation has for each sequence. */
    Norm(float[] gain, int parts, int shift, int scale) {
        this.gain = gain;
        ldModulation = parts * gain.length;
        shiftAt = shift * gain.length;
        scaleAt = scale * gain.length;
    }

    /** normed = LN(stream) · (1 + scale) + shift. */
    void modulate(Workspace w) {
        w.forEachRows(modulatedRows);
    }

    /** normed = LN(normed). */
    void applyToNormed(Workspace w) {
        w.forEachRows(normedRows);
    }

    /** stream = LN(stream). */
    void applyToStream(Workspace w) {
        w.forEachRows(streamRows);
    }

    private void plainRows(float[] x, int rows, int row) {
        int d = gain.length;
        LayerNorm.apply(rows, d, NORM_EPS, x, row * d, d, gain, 0, x, row * d, d);
    }

    private void modulatedRows(Workspace w, int sequence, int position, int rows, int row) {
        int d = gain.length;
        int m = sequence * ldModulation;
        LayerNorm.modulate(
                rows,
                d,
                NORM_EPS,
                w.stream,
                row * d,
                d,
                gain,
                0,
                w.modulation,
                m + shiftAt,
                w.modulation,
                m + scaleAt,
                w.normed,
                row * d,
                d);
    }
}
