package dev.sedd.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sedd.kernels.Workers;
import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The weights that training starts from. */
class InitialiserTest {
    static final Configuration SEDD =
            new Configuration(Family.SEDD, new Absorbing(66), LogLinear.DEFAULT, 64, 32, 16, 8, 4, true, 0);
    static final Configuration NANOGPT =
            new Configuration(Family.NANOGPT, new Uniform(65), Geometric.DEFAULT, 64, 32, 16, 8, 4, false, 0);

    @ParameterizedTest
    @EnumSource
    void everyTensorHasItsLaw(Family family) {
        Parameters p = Initialiser.parameters(family == Family.SEDD ? SEDD : NANOGPT, 7, Workers.sequential());
        for (Parameters.Tensor tensor : p.tensors()) {
            String name = tensor.name();
            double deviation = deviation(p, tensor);
            if (name.contains("adaLN") || name.endsWith(".bias") || name.matches("(lm_head|output_layer).linear.*")) {
                assertThat(deviation).as(name).isZero();
            } else if (tensor.shape().size() == 1) {
                assertThat(p.values()[tensor.offset() + tensor.size() / 2])
                        .as(name)
                        .isEqualTo(1f);
                assertThat(deviation).as(name).isEqualTo(1);
            } else {
                boolean residual = name.matches("blocks.*(attn_out|mlp.2).weight|.*c_proj.weight");
                assertThat(deviation)
                        .as(name)
                        .isCloseTo(residual ? 0.02 / 4 : 0.02, within(0.12 * (residual ? 0.02 / 4 : 0.02)));
            }
        }
    }

    @Test
    void countsWhatIsResidual() {
        for (Configuration c : new Configuration[] {SEDD, NANOGPT}) {
            Parameters p = Initialiser.parameters(c, 7, Workers.sequential());
            assertThat(p.tensors().stream().filter(t -> {
                        double deviation = deviation(p, t);
                        return deviation > 0.004 && deviation < 0.006;
                    }))
                    .hasSize(2 * c.blocks());
        }
    }

    @Test
    void aSeedGivesTheSameWeightsForAnyNumberOfThreads() {
        float[] one = Initialiser.parameters(SEDD, 7, Workers.sequential()).values();
        try (Workers three = Workers.of(3)) {
            assertThat(Initialiser.parameters(SEDD, 7, three).values()).isEqualTo(one);
        }
        assertThat(Initialiser.parameters(SEDD, 8, Workers.sequential()).values())
                .isNotEqualTo(one);
    }

    /** The root of the mean square. */
    private static double deviation(Parameters p, Parameters.Tensor tensor) {
        double sum = 0;
        for (int i = 0; i < tensor.size(); i++) {
            double value = p.values()[tensor.offset() + i];
            sum += value * value;
        }
        return Math.sqrt(sum / tensor.size());
    }
}
