package dev.sedd.model.network;

import dev.sedd.kernels.Embedding;
import dev.sedd.kernels.Rotary;
import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Workspace.RowTask;
import dev.sedd.model.score.LogScore;
import dev.sedd.model.score.ScoreFunction;

/**
 * The diffusion transformer of both families: embedding, blocks conditioned on the noise, output layer (the DDiT of Lou et al.
 * 2024, after Peebles and Xie 2023; the nanogpt family after the annotated notebook).
 *
 * <p>Weights are packed when it is made and not kept otherwise. It holds one workspace: calls from several threads wait
 * for one another. The result depends neither on the number of threads nor on the other sequences of the batch, bit for
 * bit.
 */
public final class Transformer implements ScoreFunction {
    private final Configuration configuration;
    private final float[] embedding; // (V, D)
    private final float[] positions; // (T, D), or null
    private final NoiseEmbedding noise;
    private final Block[] blocks;
    private final Norm finalNorm; // or null
    private final OutputLayer output;
    private final Workspace workspace;
    private final RowTask embed = this::embed;
    private int[] current; // tokens of the pass at hand

    /** Packs the weights of a network; they are those of {@code configuration}, or their shapes will be refused. */
    public Transformer(Configuration configuration, Weights weights, Workers workers) {
        this.configuration = configuration;
        embedding = weights.embedding();
        positions = weights.positions();
        noise = new NoiseEmbedding(weights.noiseIn(), weights.noiseOut());
        Rotary rotary = configuration.family() == Family.SEDD
                ? new Rotary(configuration.length(), configuration.headSize())
                : null;
        blocks = new Block[weights.blocks().size()];
        workers.forEach(blocks.length, i -> blocks[i] = block(weights.blocks().get(i), rotary));
        finalNorm = weights.finalNorm() == null ? null : new Norm(weights.finalNorm());
        output = new OutputLayer(weights.head(), configuration.scaleBySigma());
        workspace = new Workspace(configuration.hiddenSize(), configuration.condDim(), workers);
    }

    private Block block(Weights.Block weights, Rotary rotary) {
        return switch (configuration.family()) {
            case NANOGPT -> new NanoGptBlock(configuration, weights);
            case SEDD -> new SeddBlock(configuration, weights, rotary);
        };
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
        check(batch, length, tokens, sigma, out);
        Workspace w = workspace;
        w.resize(batch, length);
        noise.apply(w, sigma);
        current = tokens;
        w.forEachRows(embed);
        for (Block block : blocks) {
            block.forward(w);
        }
        if (finalNorm != null) {
            finalNorm.apply(w, w.stream, w.stream);
        }
        output.forward(w, tokens, sigma, out);
    }

    private void embed(int sequence, int position, int rows, int row) {
        int d = workspace.width;
        int v = vocabularySize();
        float[] stream = workspace.stream;
        if (positions == null) {
            Embedding.lookUp(rows, d, current, row, embedding, 0, d, v, stream, row * d, d);
        } else {
            Embedding.lookUpWithPositions(
                    rows, d, current, row, embedding, 0, d, v, position, positions, 0, d, stream, row * d, d);
        }
    }

    private void check(int batch, int length, int[] tokens, float[] sigma, LogScore out) {
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
        if (out.vocabularySize() != vocabularySize()) {
            throw new IllegalArgumentException(
                    "out is for " + out.vocabularySize() + " tokens, the model has " + vocabularySize());
        }
    }
}
