package dev.sedd.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;
import org.junit.jupiter.api.Test;

/** The published networks have the tensors that were published, as many and as large. */
class TensorNamesTest {
    @Test
    void thePublishedNetworksHaveTheirNumbersOfParameters() {
        assertThat(TensorNames.of(sedd(768, 12, 12)).parameterCount()).isEqualTo(169_627_218);
        assertThat(TensorNames.of(sedd(1024, 24, 16)).parameterCount()).isEqualTo(424_477_010);
        assertThat(TensorNames.of(notebook()).parameterCount()).isEqualTo(11_739_585);
    }

    @Test
    void namesAreInPublishedOrder() {
        assertThat(TensorNames.of(sedd(768, 12, 12)).all())
                .extracting(TensorNames.Tensor::name)
                .hasSize(1 + 4 + 12 * 10 + 5)
                .startsWith("vocab_embed.embedding", "sigma_map.mlp.0.weight")
                .contains("blocks.11.adaLN_modulation.bias")
                .endsWith("output_layer.adaLN_modulation.bias");
        assertThat(TensorNames.of(notebook()).all())
                .extracting(TensorNames.Tensor::name)
                .hasSize(4 + 2 + 6 * 8 + 1 + 5)
                .startsWith("sigma_map.mlp.0.weight")
                .contains("transformer.h.5.attn.c_attn.weight")
                .endsWith("lm_head.adaLN_modulation.bias");
    }

    private static Configuration sedd(int width, int blocks, int heads) {
        return new Configuration(
                Family.SEDD, new Absorbing(50258), LogLinear.DEFAULT, width, 128, 1024, blocks, heads, true, 0.1);
    }

    private static Configuration notebook() {
        return new Configuration(Family.NANOGPT, new Uniform(65), Geometric.DEFAULT, 384, 64, 256, 6, 6, false, 0);
    }
}
