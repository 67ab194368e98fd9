package dev.sedd.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads golden safetensors files from the test resources: an 8-byte little-endian header length, a JSON header, the data.
 * It shares nothing with the reader under test.
 */
public final class GoldenTensors {
    private final String resource;
    private final JsonNode header;
    private final ByteBuffer data;

    private GoldenTensors(String resource, JsonNode header, ByteBuffer data) {
        this.resource = resource;
        this.header = header;
        this.data = data;
    }

    /** Reads a resource, such as {@code "/golden/diffusion.safetensors"}. */
    public static GoldenTensors read(String resource) {
        try (InputStream in = GoldenTensors.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no test resource " + resource);
            }
            ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            byte[] json = new byte[Math.toIntExact(file.getLong())];
            file.get(json);
            return new GoldenTensors(
                    resource, JsonMapper.shared().readTree(json), file.slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in the file, in its order. */
    public Iterable<String> names() {
        return header.propertyNames().stream()
                .filter(name -> !name.equals("__metadata__"))
                .toList();
    }

    /** An F32 tensor, row-major. */
    public float[] floats(String name) {
        ByteBuffer bytes = bytes(name, "F32");
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** An I32 tensor, row-major. */
    public int[] ints(String name) {
        ByteBuffer bytes = bytes(name, "I32");
        int[] values = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(values);
        return values;
    }

    /** A tensor's sizes. */
    public int[] shape(String name) {
        JsonNode sizes = entry(name).get("shape");
        int[] shape = new int[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.get(i).intValue();
        }
        return shape;
    }

    private ByteBuffer bytes(String name, String type) {
        JsonNode entry = entry(name);
        if (!entry.get("dtype").asString().equals(type)) {
            throw new IllegalArgumentException(
                    resource + ": " + name + " is " + entry.get("dtype").asString() + ", not " + type);
        }
        int from = entry.get("data_offsets").get(0).intValue();
        int to = entry.get("data_offsets").get(1).intValue();
        return data.slice(from, to - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    private JsonNode entry(String name) {
        JsonNode entry = header.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(resource + ": no tensor " + name);
        }
        return entry;
    }
}
