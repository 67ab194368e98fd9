package dev.sedd.jmh.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.sedd.model.checkpoint.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * A network of an ONNX file whose weights are all the same number, made on the spot by a node, with other weights in their place:
 * the graph declares them, and their values are given beside it.
 *
 * <p>PyTorch exports the matrices of products transposed and without their names, and so a table that is added; they follow one
 * another in the network's order.
 */
final class OnnxNetwork {
    // The fields of onnx.proto.
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_TYPE = 4;
    private static final int TENSOR_DIMENSIONS = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_EXTERNAL_DATA = 13;
    private static final int TENSOR_LOCATION = 14;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    private static final int FLOAT = 1;
    private static final int EXTERNAL = 1;
    private static final String UNNAMED = "onnx::";
    private static final String TRANSPOSED = "onnx::MatMul_";

    private final Tensors weights;
    private final Map<String, OnnxTensorLike> values = new LinkedHashMap<>();
    private final byte[] model;

    /**
     * Reads the network.
     *
     * @param file the content of an ONNX file
     * @param weights by their published names, all that the network has
     */
    OnnxNetwork(byte[] file, Tensors weights) throws IOException, OrtException {
        this.weights = weights;
        UnknownFieldSet whole = UnknownFieldSet.parseFrom(file);
        UnknownFieldSet graph = messages(whole, MODEL_GRAPH).getFirst();
        model = whole.toBuilder()
                .clearField(MODEL_GRAPH)
                .addField(MODEL_GRAPH, bytes(withWeights(graph).toByteString()))
                .build()
                .toByteArray();
    }

    /** The file's content, but for the values of its weights. */
    byte[] model() {
        return model;
    }

    /** The weights by the names that the file has for them; to be kept as long as a session uses them. */
    Map<String, OnnxTensorLike> values() {
        return values;
    }

    private UnknownFieldSet withWeights(UnknownFieldSet graph) throws IOException, OrtException {
        List<UnknownFieldSet> nodes = new ArrayList<>();
        List<String> made = new ArrayList<>();
        Set<String> sizes = new HashSet<>();
        for (UnknownFieldSet node : messages(graph, GRAPH_NODE)) {
            String output = text(node, NODE_OUTPUT);
            if (text(node, NODE_TYPE).equals("ConstantOfShape")) {
                made.add(output);
                sizes.add(text(node, NODE_INPUT));
            } else {
                nodes.add(node);
            }
        }
        List<UnknownFieldSet> initializers = new ArrayList<>();
        for (UnknownFieldSet tensor : messages(graph, GRAPH_INITIALIZER)) {
            String name = text(tensor, TENSOR_NAME);
            if (weights.contains(name)) {
                made.add(name);
            } else if (!sizes.contains(name)) {
                initializers.add(tensor);
            }
        }
        Queue<String> unnamed = new ArrayDeque<>(weights.names());
        unnamed.removeAll(made);
        for (String name : made) {
            boolean transposed = name.startsWith(TRANSPOSED);
            String weight = name.startsWith(UNNAMED) ? unnamed.remove() : name;
            long[] shape = shape(weight, transposed);
            values.put(name, tensor(weight, shape, transposed));
            initializers.add(declaration(name, shape));
        }
        return graph.toBuilder()
                .clearField(GRAPH_NODE)
                .clearField(GRAPH_INITIALIZER)
                .addField(GRAPH_NODE, all(nodes))
                .addField(GRAPH_INITIALIZER, all(initializers))
                .build();
    }

    private long[] shape(String weight, boolean transposed) {
        List<Integer> shape = weights.info(weight).shape();
        return (transposed ? shape.reversed() : shape)
                .stream().mapToLong(Integer::longValue).toArray();
    }

    private OnnxTensor tensor(String weight, long[] shape, boolean transposed) throws IOException, OrtException {
        float[] array = weights.floats(weight);
        FloatBuffer buffer = ByteBuffer.allocateDirect(array.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        if (transposed) {
            int rows = (int) shape[0];
            int columns = (int) shape[1];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    buffer.put(i * columns + j, array[j * rows + i]);
                }
            }
        } else {
            buffer.put(0, array);
        }
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape);
    }

    /** A tensor of floats whose values are given elsewhere. */
    private static UnknownFieldSet declaration(String name, long[] shape) {
        Field.Builder dimensions = Field.newBuilder();
        for (long size : shape) {
            dimensions.addVarint(size);
        }
        UnknownFieldSet location = UnknownFieldSet.newBuilder()
                .addField(ENTRY_KEY, bytes(ByteString.copyFromUtf8("location")))
                .addField(ENTRY_VALUE, bytes(ByteString.copyFromUtf8(name)))
                .build();
        return UnknownFieldSet.newBuilder()
                .addField(TENSOR_DIMENSIONS, dimensions.build())
                .addField(TENSOR_TYPE, number(FLOAT))
                .addField(TENSOR_NAME, bytes(ByteString.copyFromUtf8(name)))
                .addField(TENSOR_EXTERNAL_DATA, bytes(location.toByteString()))
                .addField(TENSOR_LOCATION, number(EXTERNAL))
                .build();
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) throws IOException {
        List<UnknownFieldSet> messages = new ArrayList<>();
        for (ByteString bytes : message.getField(field).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(bytes));
        }
        return messages;
    }

    /** The first string of a field; empty where there is none. */
    private static String text(UnknownFieldSet message, int field) {
        List<ByteString> all = message.getField(field).getLengthDelimitedList();
        return all.isEmpty() ? "" : all.getFirst().toStringUtf8();
    }

    private static Field all(List<UnknownFieldSet> messages) {
        Field.Builder field = Field.newBuilder();
        messages.forEach(message -> field.addLengthDelimited(message.toByteString()));
        return field.build();
    }

    private static Field bytes(ByteString value) {
        return Field.newBuilder().addLengthDelimited(value).build();
    }

    private static Field number(long value) {
        return Field.newBuilder().addVarint(value).build();
    }
}
