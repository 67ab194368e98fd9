package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Safetensors files: their types, and headers that lie in every way. */
class SafetensorsFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsNamesShapesAndNumbersOfAGoldenFile() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(Golden.path("sedd/forward.safetensors"))) {
            assertThat(file.names()).hasSize(12).startsWith("tokens.0", "sigma.0", "log_score.0");
            assertThat(file.info("tokens.2")).isEqualTo(new TensorInfo("tokens.2", DType.I32, List.of(3, 29)));
            assertThat(Arrays.stream(file.ints("tokens.2"))).hasSize(87).allMatch(id -> id >= 0 && id < 66);
            assertThat(file.floats("sigma.1")).hasSize(2).doesNotContain(0);
            assertThat(file.contains("log_score.4")).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> file.info("log_score.4"));
        }
    }

    @Test
    void mappedAndInMemoryGiveTheSameBits() throws Exception {
        Path path = Golden.path("nanogpt/model.safetensors");
        try (SafetensorsFile mapped = SafetensorsFile.open(path);
                SafetensorsFile inMemory = SafetensorsFile.of("memory", Files.readAllBytes(path))) {
            for (String name : mapped.names()) {
                assertThat(inMemory.floats(name)).containsExactly(mapped.floats(name));
            }
        }
    }

    @Test
    void convertsEveryFloatingType() throws Exception {
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(0.1).putFloat(-2.5f).putShort((short) 0x3c01).putShort((short) 0xc049);
        byte[] bytes = SafetensorsBytes.file(
                "{\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                        + "\"f\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]},"
                        + "\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[12,14]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1,1],\"data_offsets\":[14,16]}}",
                data.array());
        SafetensorsFile file = SafetensorsFile.of("memory", bytes);
        assertThat(file.floats("d")).containsExactly(0.1f);
        assertThat(file.floats("f")).containsExactly(-2.5f);
        assertThat(file.floats("h")).containsExactly(1 + 1 / 1024f);
        assertThat(file.floats("b")).containsExactly(-3.140625f);
        OneLine.error("memory", () -> file.ints("f"), "f has type F32");
    }

    @Test
    void convertsEveryIntegerType() throws Exception {
        ByteBuffer data = ByteBuffer.allocate(25).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(-7).putLong(1L << 40).putInt(-5).putShort((short) -3);
        data.put((byte) -2).put((byte) 255).put((byte) 1);
        byte[] bytes = SafetensorsBytes.file(
                "{\"l\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                        + "\"large\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[8,16]},"
                        + "\"i\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[16,20]},"
                        + "\"s\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[20,22]},"
                        + "\"c\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[22,23]},"
                        + "\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[23,24]},"
                        + "\"t\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[24,25]}}",
                data.array());
        SafetensorsFile file = SafetensorsFile.of("memory", bytes);
        assertThat(file.ints("l")).containsExactly(-7);
        assertThat(file.ints("i")).containsExactly(-5);
        assertThat(file.ints("s")).containsExactly(-3);
        assertThat(file.ints("c")).containsExactly(-2);
        assertThat(file.ints("u")).containsExactly(255);
        assertThat(file.ints("t")).containsExactly(1);
        OneLine.error("memory", () -> file.ints("large"), "large holds 1099511627776");
        OneLine.error("memory", () -> file.floats("i"), "i has type I32");
    }

    @Test
    void acceptsMetadataEmptyTensorsAndTrailingSpaces() throws Exception {
        byte[] bytes = SafetensorsBytes.file("{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,5],\"data_offsets\":[0,0]}}   ");
        SafetensorsFile file = SafetensorsFile.of("memory", bytes);
        assertThat(file.names()).containsExactly("none");
        assertThat(file.floats("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 100, 3039, 3040, 3041, 100_000, 550_855})
    void refusesAFileCutShort(int length) throws Exception {
        byte[] whole = Files.readAllBytes(Golden.path("sedd/model.safetensors"));
        Path path = folder.resolve("model.safetensors");
        Files.write(path, Arrays.copyOf(whole, length));
        OneLine.error(path, () -> SafetensorsFile.open(path));
    }

    @Test
    void refusesWhatIsNoFile() {
        Path nowhere = folder.resolve("nowhere.safetensors");
        OneLine.error(nowhere, () -> SafetensorsFile.open(nowhere), "there is no such file");
        OneLine.error(folder, () -> SafetensorsFile.open(folder), "is not a file");
    }
}
