package dev.sedd.model.checkpoint;

import dev.sedd.kernels.Bfloat16;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes safetensors files, one tensor at a time, so that no more than one is in memory. The file appears under its name
 * only when it is whole.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final int BUFFER_BYTES = 1 << 16;

    private SafetensorsWriter() {}

    /**
     * Writes all tensors in their order. Those of floating-point types are stored as {@code dtype}, rounded to nearest
     * even; those of integers as I32.
     *
     * @param file the file; replaced where there is one
     * @param tensors what to write
     * @param dtype F32, F16 or BF16
     * @throws CheckpointException where a tensor cannot be read, a finite value would become infinite in that type, or
     *     the file cannot be written
     */
    public static void write(Path file, Tensors tensors, DType dtype) throws CheckpointException {
        write(file, file, tensors, tensors.names(), dtype);
    }

    /**
     * Writes the same bytes to a channel, which need not be a file's.
     *
     * @param where names the channel in errors
     * @throws CheckpointException where a tensor cannot be read, or a finite value would become infinite in that type
     * @throws IOException where the channel takes no more
     */
    public static void write(Object where, WritableByteChannel channel, Tensors tensors, DType dtype)
            throws IOException {
        write(where, channel, tensors, infos(tensors, tensors.names(), dtype));
    }

    /** Writes the tensors of those names, in that order. Errors in them name {@code where}. */
    static void write(Object where, Path file, Tensors tensors, List<String> names, DType dtype)
            throws CheckpointException {
        List<TensorInfo> infos = infos(tensors, names, dtype);
        AtomicFiles.write(where, file, channel -> write(where, channel, tensors, infos));
    }

    /** The tensors as the file will hold them. */
    private static List<TensorInfo> infos(Tensors tensors, List<String> names, DType dtype) {
        if (dtype != DType.F32 && dtype != DType.F16 && dtype != DType.BF16) {
            throw new IllegalArgumentException("dtype=" + dtype + " is not one of F32, F16, BF16");
        }
        List<TensorInfo> infos = new ArrayList<>();
        for (String name : names) {
            TensorInfo source = tensors.info(name);
            infos.add(new TensorInfo(name, source.dtype().floating() ? dtype : DType.I32, source.shape()));
        }
        return infos;
    }

    private static void write(Object where, WritableByteChannel channel, Tensors tensors, List<TensorInfo> infos)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        AtomicFiles.writeFully(channel, header(infos));
        for (TensorInfo info : infos) {
            if (info.dtype() == DType.I32) {
                writeInts(channel, buffer, tensors.ints(info.name()));
            } else {
                writeFloats(where, channel, buffer, info, tensors.floats(info.name()));
            }
        }
    }

    /** Length and JSON, padded with spaces so that the data begins on a multiple of eight. */
    private static ByteBuffer header(List<TensorInfo> infos) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("__metadata__", Map.of("format", "pt"));
        long begin = 0;
        for (TensorInfo info : infos) {
            long end = begin + info.bytes();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", info.dtype().name());
            entry.put("shape", info.shape());
            entry.put("data_offsets", List.of(begin, end));
            entries.put(info.name(), entry);
            begin = end;
        }
        byte[] json = JsonMapper.shared().writeValueAsString(entries).getBytes(StandardCharsets.UTF_8);
        int length = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static void writeFloats(
            Object where, WritableByteChannel channel, ByteBuffer buffer, TensorInfo info, float[] values)
            throws IOException {
        buffer.clear();
        for (float value : values) {
            if (buffer.remaining() < info.dtype().bytes()) {
                AtomicFiles.writeFully(channel, buffer.flip());
                buffer.clear();
            }
            switch (info.dtype()) {
                case F16 -> buffer.putShort(fitting(where, info, value, Float.floatToFloat16(value), (short) 0x7c00));
                case BF16 -> buffer.putShort(fitting(where, info, value, Bfloat16.round(value), (short) 0x7f80));
                default -> buffer.putFloat(value);
            }
        }
        AtomicFiles.writeFully(channel, buffer.flip());
    }

    /** The 16 bits of a value, where they are not infinity for a value that is finite. */
    private static short fitting(Object where, TensorInfo info, float value, short bits, short infinity)
            throws CheckpointException {
        if ((bits & 0x7fff) == infinity && Float.isFinite(value)) {
            throw new CheckpointException(
                    where,
                    "tensor " + info.name() + " holds " + value + ", too large for " + info.dtype()
                            + "; write it as F32");
        }
        return bits;
    }

    private static void writeInts(WritableByteChannel channel, ByteBuffer buffer, int[] values) throws IOException {
        buffer.clear();
        for (int value : values) {
            if (buffer.remaining() < Integer.BYTES) {
                AtomicFiles.writeFully(channel, buffer.flip());
                buffer.clear();
            }
            buffer.putInt(value);
        }
        AtomicFiles.writeFully(channel, buffer.flip());
    }
}
