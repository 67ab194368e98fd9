package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedd.kernels.Storage;
import dev.sedd.model.DiffusionModel;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Weights;
import dev.sedd.model.noise.LogLinear;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matrices that are read from the file while they are packed are those that are read at once, and so are their errors. */
class WeightsOnDemandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "nanogpt, model.safetensors",
        "sedd, model.safetensors",
        "nanogpt, state_dict.pth",
        "sedd, state_dict.pth"
    })
    void areTheSame(String family, String file) throws Exception {
        Path golden = Golden.path(family);
        Files.copy(golden.resolve("config.json"), folder.resolve("config.json"));
        Path copy = Files.copy(golden.resolve(file), folder.resolve(file));
        try (Checkpoint checkpoint = Checkpoint.open(copy)) {
            Weights expected = checkpoint.weights();
            Weights actual = checkpoint.weightsOnDemand(Storage.FLOAT32);
            assertThat(actual.embedding().array())
                    .isEqualTo(expected.embedding().array());
            for (int i = 0; i < expected.blocks().size(); i++) {
                Weights.Dense whole = expected.blocks().get(i).up();
                Weights.Dense later = actual.blocks().get(i).up();
                assertThat(later.weight().array()).isEqualTo(whole.weight().array());
                assertThat(later.bias()).isEqualTo(whole.bias());
                float[] rows = new float[3 * whole.in()];
                later.weight().values().read(5, 3, rows);
                for (int j = 0; j < rows.length; j++) {
                    assertThat(rows[j]).isEqualTo(whole.weight().array()[5 * whole.in() + j]);
                }
            }
        }
    }

    @Test
    void whatIsNotFiniteIsToldAsWhenAllIsRead() throws Exception {
        Path golden = Golden.path("sedd");
        ArrayTensors tensors = new ArrayTensors();
        try (SafetensorsFile file = SafetensorsFile.open(golden.resolve("model.safetensors"))) {
            for (String name : file.names()) {
                float[] values = file.floats(name);
                if (name.equals("blocks.1.attn_qkv.weight")) {
                    values[1000] = Float.NaN;
                    values[2000] = Float.POSITIVE_INFINITY;
                }
                tensors.put(name, file.info(name).shape(), values);
            }
        }
        Files.copy(golden.resolve("config.json"), folder.resolve("config.json"));
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, DType.F32);
        String expected =
                folder + ": tensor blocks.1.attn_qkv.weight holds NaN at element 1000 (2 of 12288 are not finite);"
                        + " the training that made it has failed, use an earlier one";
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThatThrownBy(checkpoint::weights).hasMessage(expected);
        }
        assertThatThrownBy(() -> DiffusionModel.load(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(expected);
    }

    /** Elements (i, j) of a transposed matrix, from each place on. */
    @Test
    void piecesOfStridedTensorsAreThoseOfTheWhole() throws Exception {
        float[] storage = {9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        StridedData data = new StridedData(MemorySegment.ofArray(toBytes(storage)), 1, new long[] {1, 4});
        TensorInfo info = new TensorInfo("w", DType.F32, List.of(4, 3));
        float[] whole = data.floats("here", info);
        assertThat(whole).containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
        for (int from = 0; from < 12; from++) {
            float[] piece = new float[13 - from];
            data.floats("here", info, from, 12 - from, piece, 1);
            for (int i = from; i < 12; i++) {
                assertThat(piece[1 + i - from]).isEqualTo(whole[i]);
            }
        }
        assertThatThrownBy(() -> data.floats("here", info, 8, 5, new float[5], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] toBytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    @ParameterizedTest
    @CsvSource({
        "2000000000, 8, 1, 'no room for one text''s activations: ', allow more with -Xmx",
        "66, 65536, 10, 'no room for the model''s matrices: ', allow more with -XX:MaxDirectMemorySize="
    })
    void aModelThatDoesNotFitIsRefusedBeforeItIsRead(
            int vocabulary, int width, int blocks, String what, String remedy) {
        Configuration configuration = new Configuration(
                Family.SEDD, new Absorbing(vocabulary), new LogLinear(1e-3), width, 8, 8, blocks, 2, true, 0);
        assertThatThrownBy(
                        () -> Memory.checkModel("here", configuration, TensorNames.of(configuration), Storage.FLOAT32))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("here: " + what)
                .hasMessageContaining(" MiB, where Java may use ")
                .hasMessageContaining(remedy);
    }
}
