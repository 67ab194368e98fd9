package dev.sedd.model.training;

import dev.sedd.kernels.Rotary;
import dev.sedd.kernels.Workers;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.network.TensorNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The network of both families with its backward pass. Every part has a forward pass that keeps what the backward pass needs, and
 * the backward pass beside it.
 *
 * <p>Under absorb, the last block's attention and all behind it are computed for the masked rows alone: the loss of the others is zero
 * whatever their scores. What is left out would add zeros, so that no bit changes.
 *
 * <p>Threads divide the sequences, and the weights' gradients, which run over all of them. Memory is planned at the first
 * batch and grows with a larger one: for each block and token 17·D floats in the nanogpt family and 12·D in the sedd family, 25·D
 * or 19·D and V beside them, and for each thread 7·T·D. A step allocates nothing but small objects. It holds what one pass keeps: calls
 * from several threads wait for one another. Loss and gradient do not depend on the number of threads, bit for bit.
 */
public final class TrainableNetwork {
    private static final int MLP_WIDTHS = 4;
    private static final long ARRAYS_OF_PARAMETERS = 2;

    private final Configuration configuration;
    private final Pass pass;
    private final NoisePart noise;
    private final EmbeddingPart embedding;
    private final List<BlockPart> blocks = new ArrayList<>();
    private final HeadPart head;

    /** A network of a configuration; it holds no parameters of its own. */
    public TrainableNetwork(Configuration configuration, Workers workers) {
        this(configuration, workers, false);
    }

    /** Where {@code dense}, one that leaves nothing out: what the loss does not depend on is computed as well. */
    TrainableNetwork(Configuration configuration, Workers workers, boolean dense) {
        this.configuration = configuration;
        TensorNames names = TensorNames.of(configuration);
        ParameterLayout layout = new ParameterLayout(configuration);
        pass = new Pass(configuration, Objects.requireNonNull(workers, "workers"), dense);
        noise = new NoisePart(pass, configuration, layout, names);
        embedding = new EmbeddingPart(pass, configuration, layout, names);
        Rotary rotary = configuration.family() == Family.SEDD
                ? new Rotary(configuration.length(), configuration.headSize())
                : null;
        for (int i = 0; i < configuration.blocks(); i++) {
            blocks.add(new BlockPart(pass, configuration, layout, names, i, rotary));
        }
        head = new HeadPart(pass, configuration, layout, names);
    }

    /**
     * What a training with it takes on the heap beside its state, in bytes: the activations of a batch, the gradient, and the copy
     * of the averaged weights that is measured and sampled from.
     *
     * @param batch B, the sequences of a batch
     * @param threads that divide them
     * @throws IllegalArgumentException where some would fit no array
     */
    public static long heapBytes(Configuration configuration, int batch, int threads) {
        Parameters.checkSize(configuration);
        long width = configuration.hiddenSize();
        long rows = (long) batch * configuration.length();
        int widest = Math.max(MLP_WIDTHS * configuration.hiddenSize(), configuration.vocabularySize());
        Pass.checkRoom(rows, widest);
        boolean twice = configuration.family() == Family.NANOGPT;
        long ofBlocks = configuration.blocks() * (twice ? 17 : 12) * width;
        long shared = (twice ? 25 : 19) * width + configuration.vocabularySize();
        long ofThreads = Math.min(batch, threads) * 7L * configuration.length() * width;
        long parameters = ARRAYS_OF_PARAMETERS * TensorNames.of(configuration).parameterCount();
        return Float.BYTES * (rows * (ofBlocks + shared) + ofThreads + parameters);
    }

    /** What it is a network of. */
    public Configuration configuration() {
        return configuration;
    }

    /**
     * The loss of a batch, the mean over its positions of σ̄'(t) · score entropy (Lou et al. 2024, eq. 10), in nats, and its
     * gradient.
     *
     * @param parameters not modified
     * @param batch its tokens and noises
     * @param scale factor of the gradient, 1/n where n batches make a step
     * @param gradient laid out as the parameters; {@code scale} · d loss / d parameters is added to it
     * @param dropout what is dropped, {@link Dropout#NONE} for nothing
     * @return the loss, without {@code scale}; NaN or infinite where the parameters have run away
     * @throws IllegalArgumentException where the parameters are another configuration's, the sequences longer than the
     *     model's, a token or a noise out of range, or the gradient of another size
     */
    public synchronized double lossAndGradient(
            Parameters parameters, NoisedBatch batch, float scale, float[] gradient, Dropout dropout) {
        check(parameters, batch, gradient);
        Pass p = pass;
        p.begin(batch, parameters.values(), gradient);
        p.dropout.set(dropout);

        noise.forward(p, batch.sigma());
        float[] stream = embedding.stream();
        for (BlockPart block : blocks) {
            stream = block.begin(p, stream);
        }
        head.begin(p, stream);
        p.forEachSequence((sequence, scratch) -> {
            embedding.forward(p, sequence, batch.noised());
            for (BlockPart block : blocks) {
                block.forward(p, sequence, scratch);
            }
            head.run(p, sequence, scratch, batch, scale);
        });

        double loss = head.finish(p);
        for (BlockPart block : blocks.reversed()) {
            block.backward(p);
        }
        embedding.backward(p, batch.noised());
        noise.backward(p);
        return loss;
    }

    private void check(Parameters parameters, NoisedBatch batch, float[] gradient) {
        if (!parameters.configuration().equals(configuration)) {
            throw new IllegalArgumentException("the parameters are of another configuration than the network");
        }
        if (gradient.length != parameters.size()) {
            throw new IllegalArgumentException(
                    "gradient.length=" + gradient.length + ", but there are " + parameters.size() + " parameters");
        }
        if (batch.length() > configuration.length()) {
            throw new IllegalArgumentException(
                    "length=" + batch.length() + " > " + configuration.length() + ", the model's length");
        }
        int v = configuration.vocabularySize();
        for (int i = 0; i < batch.tokens(); i++) {
            range("clean", i, batch.clean()[i], configuration.graph().tokens());
            range("noised", i, batch.noised()[i], v);
        }
        for (int b = 0; b < batch.batch(); b++) {
            if (!(batch.sigma()[b] > 0 && batch.sigma()[b] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "sigma[" + b + "]=" + batch.sigma()[b] + " is not positive and finite");
            }
        }
    }

    private static void range(String name, int i, int token, int end) {
        if (token < 0 || token >= end) {
            throw new IllegalArgumentException(name + "[" + i + "]=" + token + " is not in [0, " + end + ")");
        }
    }
}
