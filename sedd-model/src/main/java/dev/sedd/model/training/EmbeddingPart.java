package dev.sedd.model.training;

import dev.sedd.kernels.Bias;
import dev.sedd.kernels.Embedding;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.TensorNames;

/** The residual stream's beginning, table[token] or table[token] + positions[position], and its backward pass. */
final class EmbeddingPart implements Pass.Kept {
    private static final int COLUMNS_PER_TASK = 64;

    private final int width;
    private final int vocabulary;
    private final int table; // offset of (V, D) among the parameters
    private final int positions; // offset of (T, D), or -1
    private float[] stream = {}; // (B·T, D)

    EmbeddingPart(Pass p, Configuration c, ParameterLayout layout, TensorNames names) {
        width = c.hiddenSize();
        vocabulary = c.vocabularySize();
        table = layout.tensor(names.embedding().name()).offset();
        positions = names.positions() == null
                ? -1
                : layout.tensor(names.positions().name()).offset();
        p.keep(this);
    }

    @Override
    public void resize(int batch, int length) {
        stream = Pass.room(stream, batch * length, width);
    }

    /** The array that holds the stream; it stays the same until a larger batch comes. */
    float[] stream() {
        return stream;
    }

    /** The beginning of a sequence's stream. */
    void forward(Pass p, int sequence, int[] tokens) {
        int d = width;
        int row = p.row(sequence);
        float[] w = p.parameters;
        if (positions < 0) {
            Embedding.lookUp(p.length, d, tokens, row, w, table, d, vocabulary, stream, row * d, d);
        } else {
            Embedding.lookUpWithPositions(
                    p.length, d, tokens, row, w, table, d, vocabulary, 0, w, positions, d, stream, row * d, d);
        }
    }

    /** The tables' gradients from {@code p.dStream}. Tasks divide the columns: every sum runs over the rows in order. */
    void backward(Pass p, int[] tokens) {
        int tasks = (width + COLUMNS_PER_TASK - 1) / COLUMNS_PER_TASK;
        p.workers.forEach(tasks, i -> {
            int from = i * COLUMNS_PER_TASK;
            int n = Math.min(COLUMNS_PER_TASK, width - from);
            float[] dy = p.dStream;
            Embedding.lookUpBackward(
                    p.rows(), n, tokens, 0, dy, from, width, vocabulary, p.gradient, table + from, width);
            for (int row = 0; positions >= 0 && row < p.rows(); row++) {
                int at = positions + row % p.length * width + from;
                Bias.backward(1, n, dy, row * width + from, width, p.gradient, at);
            }
        });
    }
}
