package dev.sedd.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The F32 tensors of a trusted safetensors file on the class path, computed by another program. */
final class GoldenTensors {
    private final JsonNode header;
    private final ByteBuffer data;

    private GoldenTensors(JsonNode header, ByteBuffer data) {
        this.header = header;
        this.data = data;
    }

    /** Reads a resource, such as {@code /golden/kernels.safetensors}. */
    static GoldenTensors read(String resource) {
        try (InputStream in = Objects.requireNonNull(GoldenTensors.class.getResourceAsStream(resource), resource)) {
            ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            byte[] json = new byte[Math.toIntExact(file.getLong())];
            file.get(json);
            JsonNode header = JsonMapper.shared().readTree(new String(json, StandardCharsets.UTF_8));
            return new GoldenTensors(header, file.slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sizes of a tensor. */
    int[] shape(String name) {
        JsonNode shape = tensor(name).get("shape");
        return IntStream.range(0, shape.size()).map(i -> shape.get(i).asInt()).toArray();
    }

    /** A copy of a tensor's elements in row-major order. */
    float[] floats(String name) {
        JsonNode offsets = tensor(name).get("data_offsets");
        int start = offsets.get(0).asInt();
        float[] floats = new float[(offsets.get(1).asInt() - start) / Float.BYTES];
        data.slice(start, floats.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        return floats;
    }

    private JsonNode tensor(String name) {
        JsonNode tensor = header.get(name);
        if (tensor == null || !tensor.get("dtype").asString().equals("F32")) {
            throw new IllegalArgumentException("no F32 tensor " + name);
        }
        return tensor;
    }
}
