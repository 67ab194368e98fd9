package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Written safetensors files read back, rounded to nearest even where they are narrower. */
class SafetensorsWriterTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Path path = folder.resolve("out.safetensors");
        float[] values = new float[40_000]; // more than the writer's buffer
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        ArrayTensors tensors = new ArrayTensors()
                .put("values", List.of(200, 200), values)
                .put("odd", List.of(3), new int[] {1, -2, 3})
                .put("one", List.of(), new float[] {Float.MIN_VALUE});
        SafetensorsWriter.write(path, tensors, DType.F32);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).containsExactly("values", "odd", "one");
            assertThat(file.info("values").shape()).containsExactly(200, 200);
            assertThat(file.floats("values")).containsExactly(values);
            assertThat(file.ints("odd")).containsExactly(1, -2, 3);
            assertThat(file.floats("one")).containsExactly(Float.MIN_VALUE);
        }
        long header = ByteBuffer.wrap(Files.readAllBytes(path))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertThat(header % 8).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.00390625, 1", // half way between 1 and 1 + 2^-7: to even
        "1.01171875, 1.015625", // half way between 1 + 2^-7 and 1 + 2^-6: to even
        "1.003907, 1.0078125", // just above half way
        "-3.1415927, -3.140625",
        "1e-40, 9.1835e-41",
    })
    void bf16RoundsToNearestEven(float value, float rounded) throws Exception {
        assertThat(stored(value, DType.BF16)).isEqualTo(rounded);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.00048828125, 1", "1.00146484375, 1.001953125", "65504, 65504", "1e-8, 0"})
    void f16RoundsToNearestEven(float value, float rounded) throws Exception {
        assertThat(stored(value, DType.F16)).isEqualTo(rounded);
    }

    @Test
    void nanAndInfinityAreKept() throws Exception {
        for (DType dtype : List.of(DType.F32, DType.F16, DType.BF16)) {
            assertThat(stored(Float.NaN, dtype)).isNaN();
            assertThat(stored(Float.intBitsToFloat(0x7f800001), dtype)).isNaN();
            assertThat(stored(Float.NEGATIVE_INFINITY, dtype)).isEqualTo(Float.NEGATIVE_INFINITY);
        }
    }

    @ParameterizedTest
    @CsvSource({"F16, 70000", "F16, -1e30", "BF16, 3.4e38"})
    void refusesWhatDoesNotFitAndLeavesNothing(DType dtype, float value) throws Exception {
        Path path = folder.resolve("out.safetensors");
        Files.writeString(path, "old");
        ArrayTensors tensors = new ArrayTensors().put("big", List.of(1), new float[] {value});
        OneLine.error(path, () -> SafetensorsWriter.write(path, tensors, dtype), "tensor big holds", "write it as F32");
        assertThat(path).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void saysWhereItCannotWrite() {
        Path path = folder.resolve("nowhere").resolve("out.safetensors");
        OneLine.error(
                path, () -> SafetensorsWriter.write(path, new ArrayTensors(), DType.F32), "there is no such folder");
    }

    @Test
    void refusesOtherTypes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SafetensorsWriter.write(folder, new ArrayTensors(), DType.I8))
                .withMessageContaining("I8");
    }

    private float stored(float value, DType dtype) throws CheckpointException {
        Path path = folder.resolve("one.safetensors");
        SafetensorsWriter.write(path, new ArrayTensors().put("x", List.of(1), new float[] {value}), dtype);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.info("x").dtype()).isEqualTo(dtype);
            return file.floats("x")[0];
        }
    }
}
