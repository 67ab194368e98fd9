package dev.sedd.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.model.GoldenTensors;
import dev.sedd.model.checkpoint.Checkpoint;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters' layout against the published files. */
class ParametersTest {
    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void lieInTheirOrderUnderTheirNames(String family) throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(Path.of("src/test/resources/golden", family))) {
            Parameters parameters = Parameters.of(checkpoint.configuration(), checkpoint.weights());
            GoldenTensors file = GoldenTensors.read("/golden/" + family + "/model.safetensors");
            assertThat(parameters.tensors())
                    .extracting(Parameters.Tensor::name)
                    .containsExactlyInAnyOrderElementsOf(
                            StreamSupport.stream(file.names().spliterator(), false)
                                    .filter(name -> !name.endsWith("inv_freq"))
                                    .toList());
            int end = 0;
            for (Parameters.Tensor tensor : parameters.tensors()) {
                assertThat(tensor.offset()).isEqualTo(end);
                end += tensor.size();
                assertThat(Arrays.copyOfRange(parameters.values(), tensor.offset(), end))
                        .as(tensor.name())
                        .isEqualTo(file.floats(tensor.name()));
                assertThat(tensor.shape().stream().mapToInt(Integer::intValue).toArray())
                        .isEqualTo(file.shape(tensor.name()));
            }
            assertThat(parameters.size()).isEqualTo(end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void comeBackAsWeights(String family) throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(Path.of("src/test/resources/golden", family))) {
            Configuration configuration = checkpoint.configuration();
            Parameters parameters = Parameters.of(configuration, checkpoint.weights());
            Weights weights = parameters.weights();
            assertThat(Parameters.of(configuration, weights).values()).isEqualTo(parameters.values());
            assertThat(weights).usingRecursiveComparison().isEqualTo(checkpoint.weights());
            Parameters copy = parameters.copy();
            copy.values()[0]++;
            assertThat(parameters.weights()).usingRecursiveComparison().isEqualTo(weights);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void refuseAnotherNetworksWeights(String family) throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(Path.of("src/test/resources/golden", family))) {
            Configuration c = checkpoint.configuration();
            Configuration wider = new Configuration(
                    c.family(),
                    c.graph(),
                    c.noise(),
                    2 * c.hiddenSize(),
                    c.condDim(),
                    c.length(),
                    c.blocks(),
                    c.heads(),
                    c.scaleBySigma(),
                    c.dropout());
            Weights weights = checkpoint.weights();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Parameters.of(wider, weights))
                    .withMessageContaining("but the configuration needs");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Parameters.zeros(c).tensor("wte"))
                    .withMessage("no tensor is called wte");
        }
    }
}
