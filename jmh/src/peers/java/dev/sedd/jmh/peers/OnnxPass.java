package dev.sedd.jmh.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/** A forward pass by ONNX Runtime, inputs and output outside the heap, so that a call copies nothing. */
final class OnnxPass {
    private final OnnxNetwork network;
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;
    private final FloatBuffer scores;

    /**
     * A pass.
     *
     * @param network with inputs idx (B, T) and sigma (B) and output out (B, T, V)
     * @param vocabulary V
     * @param tokens (B, T)
     * @param sigma (B)
     */
    OnnxPass(OnnxNetwork network, int vocabulary, int[] tokens, float[] sigma, int threads) throws OrtException {
        this.network = network;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.addExternalInitializers(network.values());
            session = environment.createSession(network.model(), options);
        }
        long batch = sigma.length;
        long length = tokens.length / batch;
        LongBuffer idx = memory(tokens.length * Long.BYTES).asLongBuffer();
        for (int i = 0; i < tokens.length; i++) {
            idx.put(i, tokens[i]);
        }
        FloatBuffer noise = memory(sigma.length * Float.BYTES).asFloatBuffer().put(0, sigma);
        scores = memory(tokens.length * vocabulary * Float.BYTES).asFloatBuffer();
        inputs = Map.of(
                "idx",
                OnnxTensor.createTensor(environment, idx, new long[] {batch, length}),
                "sigma",
                OnnxTensor.createTensor(environment, noise, new long[] {batch}));
        outputs = Map.of("out", OnnxTensor.createTensor(environment, scores, new long[] {batch, length, vocabulary}));
    }

    /** The version. */
    static String description() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /** Computes the scores once more. */
    void run() {
        try {
            session.run(inputs, outputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy of the log scores, (B, T, V). */
    float[] result() {
        float[] copy = new float[scores.capacity()];
        scores.get(0, copy);
        return copy;
    }

    /** Frees memory. */
    void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        network.values().values().forEach(OnnxTensorLike::close);
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
    }

    private static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
