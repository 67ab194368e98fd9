package dev.sedd.cli;

import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;

/** How large a network is, by its configuration alone. */
final class ParameterCount {
    private static final long FREQUENCIES = 256;
    private static final long WIDENING = 4;

    private ParameterCount() {}

    /** The number of trained parameters. */
    static long of(Configuration c) {
        long width = c.hiddenSize();
        long cond = c.condDim();
        long vocabulary = c.vocabularySize();
        boolean nanogpt = c.family() == Family.NANOGPT;
        long embedding = vocabulary * width + (nanogpt ? c.length() * width : 0);
        long noise = linear(FREQUENCIES, cond) + linear(cond, cond);
        long attention = 4 * width * width;
        long mlp = nanogpt
                ? 2 * WIDENING * width * width
                : linear(width, WIDENING * width) + linear(WIDENING * width, width);
        long block = 2 * width + attention + mlp + linear(cond, 6 * width);
        long head = (nanogpt ? 2 : 1) * width + linear(width, vocabulary) + linear(cond, 2 * width);
        return embedding + noise + c.blocks() * block + head;
    }

    /** Bytes of a forward pass for one text of full length: activations of a block, and log scores. */
    static long workspaceBytes(Configuration c) {
        long activations = (6 + WIDENING) * c.hiddenSize();
        return Float.BYTES * c.length() * (activations + c.vocabularySize());
    }

    private static long linear(long in, long out) {
        return in * out + out;
    }
}
