package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/** What must hold for any bytes at all: the readers return sound tensors or throw a CheckpointException of one line. */
final class AnyBytes {
    private static final int DATA_BYTES = 64;

    private AnyBytes() {}

    /** Reads a safetensors file of that header and eight bytes of data. */
    static void asHeader(byte[] header) {
        byte[] bytes = SafetensorsBytes.file(header.length, header, new byte[8]);
        try {
            SafetensorsFile file = SafetensorsFile.of("any", bytes);
            for (String name : file.names()) {
                assertThat(file.info(name).bytes()).isBetween(0L, 8L);
            }
        } catch (CheckpointException e) {
            assertOneLine(e);
        }
    }

    /** Reads a PyTorch file of that pickle and one storage. */
    static void asPickle(byte[] pickle) {
        byte[] bytes = TorchBytes.of(pickle)
                .stored("archive/data/0", new byte[DATA_BYTES])
                .end();
        try {
            Map<String, TorchTensor> tensors = TorchFile.read("any", MemorySegment.ofArray(bytes), true);
            for (TorchTensor tensor : tensors.values()) {
                if (tensor.info().dtype().floating()) {
                    assertThat(tensor.data().floats("any", tensor.info())).hasSizeLessThanOrEqualTo(DATA_BYTES);
                }
            }
        } catch (CheckpointException e) {
            assertOneLine(e);
        }
    }

    private static void assertOneLine(CheckpointException e) {
        assertThat(e.getMessage()).startsWith("any: ").doesNotContain("\n", "\r");
    }
}
