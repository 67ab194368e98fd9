package dev.sedd.model.network;

import dev.sedd.kernels.EmbeddingTable;
import dev.sedd.kernels.Rotary;
import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Workspace.RowTask;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.RowSelection;
import dev.sedd.model.score.ScoreFunction;
import dev.sedd.model.score.ScoredRows;

/**
 * The diffusion transformer of both families: embedding, blocks conditioned on the noise, output layer (the DDiT of Lou et al.
 * 2024, after Peebles and Xie 2023; the nanogpt family after the annotated notebook).
 *
 * <p>Weights are packed when it is made and not kept otherwise. It holds one workspace: calls from several threads wait
 * for one another. The result depends neither on the number of threads nor on the other sequences of the batch, bit for
 * bit.
 */
public final class Transformer implements ScoreFunction {
    /** Scores that are computed at once where they need not be in memory together: 64 MiB, 333 rows of GPT-2's vocabulary. */
    private static final int SCORES_AT_ONCE = 1 << 24;

    private final Configuration configuration;
    private final RowSelection everything = new RowSelection();
    private final LogScore portion;
    private final EmbeddingTable embedding; // (V, D)
    private final float[] positions; // (T, D), or null
    private final NoiseEmbedding noise;
    private final BlockStack blocks;
    private final Norm finalNorm; // or null
    private final OutputLayer output;
    private final Workspace workspace;
    private final RowTask embed = this::embed;
    private int[] current; // tokens of the pass at hand
    private boolean running;

    /** Packs the weights of a network; they are those of {@code configuration}, or their shapes are refused. */
    public Transformer(Configuration configuration, Weights weights, Workers workers) {
        this(configuration, weights, Storage.FLOAT32, workers);
    }

    /** Packs the weights of a network, with its matrices in the given storage. */
    public Transformer(Configuration configuration, Weights weights, Storage storage, Workers workers) {
        NamedWeights.of(configuration, weights); // checks their shapes
        Packer packer = new Packer(storage, workers);
        this.configuration = configuration;
        embedding = packer.table(weights.embedding());
        positions = weights.positions();
        noise = new NoiseEmbedding(weights.noiseIn(), weights.noiseOut(), packer);
        Rotary rotary = configuration.family() == Family.SEDD
                ? new Rotary(configuration.length(), configuration.headSize())
                : null;
        Block[] made = new Block[weights.blocks().size()];
        for (int i = 0; i < made.length; i++) {
            Weights.Block block = weights.blocks().get(i);
            boolean last = i + 1 == made.length;
            made[i] = switch (configuration.family()) {
                case NANOGPT -> new NanoGptBlock(configuration, block, last, packer);
                case SEDD -> new SeddBlock(configuration, block, rotary, last, packer);
            };
        }
        blocks = new BlockStack(made, configuration.hiddenSize(), configuration.condDim(), workers);
        finalNorm = weights.finalNorm() == null ? null : new Norm(weights.finalNorm());
        output = new OutputLayer(weights.head(), configuration.scaleBySigma(), packer);
        portion = new LogScore(configuration.vocabularySize());
        workspace = new Workspace(configuration.hiddenSize(), configuration.condDim(), workers);
    }

    /**
     * What the activations of one sequence's forward pass take on the heap, in bytes, where scores are wanted some rows at a
     * time.
     *
     * @param length T
     */
    public static long heapBytes(Configuration configuration, int length) {
        long rows = length;
        long scores = Math.min(
                rows * configuration.vocabularySize(), Math.max(SCORES_AT_ONCE, configuration.vocabularySize()));
        return Float.BYTES * (rows * Workspace.floatsPerRow(configuration.hiddenSize()) + scores);
    }

    @Override
    public int vocabularySize() {
        return configuration.vocabularySize();
    }

    @Override
    public int maxLength() {
        return configuration.length();
    }

    @Override
    public synchronized void logScore(int batch, int length, int[] tokens, float[] sigma, LogScore out) {
        if (out.vocabularySize() != vocabularySize()) {
            throw new IllegalArgumentException(
                    "out is for " + out.vocabularySize() + " tokens, the model has " + vocabularySize());
        }
        check(batch, length, tokens, sigma);
        everything.selectAll(batch, length);
        run(batch, length, tokens, sigma, everything, batch * length, out, (first, count, scores) -> {});
    }

    /** {@inheritDoc} Here the last block's queries and all that follows them are computed for these rows alone. */
    @Override
    public synchronized void logScore(
            int batch, int length, int[] tokens, float[] sigma, RowSelection rows, ScoredRows sink) {
        check(batch, length, tokens, sigma);
        if (rows.batch() != batch || rows.length() != length) {
            throw new IllegalArgumentException("rows are of a batch of " + rows.batch() + " by " + rows.length()
                    + ", not batch=" + batch + " by length=" + length);
        }
        if (rows.count() > 0) {
            run(batch, length, tokens, sigma, rows, Math.max(1, SCORES_AT_ONCE / vocabularySize()), portion, sink);
        }
    }

    private void run(
            int batch,
            int length,
            int[] tokens,
            float[] sigma,
            RowSelection rows,
            int atOnce,
            LogScore out,
            ScoredRows sink) {
        running = true;
        try {
            Workspace w = workspace;
            w.resize(batch, length, rows);
            noise.apply(w, sigma);
            current = tokens;
            w.forEachRows(embed);
            blocks.forward(w);
            if (finalNorm != null) {
                finalNorm.applyToStream(w);
            }
            output.forward(w, tokens, sigma, atOnce, out, sink);
        } finally {
            running = false;
        }
    }

    private void embed(Workspace w, int sequence, int position, int rows, int row) {
        int d = w.width;
        float[] stream = w.stream;
        if (positions == null) {
            embedding.lookUp(rows, current, row, stream, row * d, d);
        } else {
            embedding.lookUpWithPositions(rows, current, row, position, positions, 0, d, stream, row * d, d);
        }
    }

    private void check(int batch, int length, int[] tokens, float[] sigma) {
        if (running) { // The lock keeps other threads out, but not this one.
            throw new IllegalStateException(
                    "a sink that takes the scores of a network cannot ask the same network for others");
        }
        if (batch < 1 || length < 1) {
            throw new IllegalArgumentException("batch=" + batch + " and length=" + length + " must be at least 1");
        }
        if (length > maxLength()) {
            throw new IllegalArgumentException("length=" + length + " > " + maxLength() + ", the model's length");
        }
        if (tokens.length < (long) batch * length || sigma.length < batch) {
            throw new IllegalArgumentException("tokens.length=" + tokens.length + ", sigma.length=" + sigma.length
                    + " do not hold batch=" + batch + " of length=" + length);
        }
        for (int i = 0; i < batch * length; i++) {
            if (tokens[i] < 0 || tokens[i] >= vocabularySize()) {
                throw new IllegalArgumentException(
                        "token " + tokens[i] + " at " + i + " is not in [0, " + vocabularySize() + ")");
            }
        }
        for (int b = 0; b < batch; b++) {
            if (!(sigma[b] > 0 && sigma[b] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("sigma[" + b + "]=" + sigma[b] + " is not positive and finite");
            }
        }
    }
}
