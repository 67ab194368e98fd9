package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands before a network's names is found by a tensor that every network has. */
class PrefixTest {
    private static final String NOISE = "sigma_map.mlp.0.weight";

    @Test
    void isWhateverStandsBeforeTheNetworksNames() {
        assertThat(Prefix.of(List.of("vocab_embed.embedding", NOISE), true)).hasValue("");
        assertThat(Prefix.of(List.of("n_averaged", "module.transformer.wte.weight"), false))
                .hasValue("module.");
        assertThat(Prefix.of(List.of("loss.total", "net.score_fn." + NOISE), false))
                .hasValue("net.score_fn.");
        assertThat(Prefix.of(List.of("my_vocab_embed.embedding", "a.weight"), false))
                .isEmpty();
        assertThat(Prefix.of(List.of(), false)).isEmpty();
    }

    @Test
    void ofSeveralNetworksTheAveragedOneIsTakenWhereItIsWanted() {
        List<String> names = List.of("model.vocab_embed.embedding", "model_ema.vocab_embed.embedding");
        assertThat(Prefix.of(names, false)).hasValue("model.");
        assertThat(Prefix.of(names, true)).hasValue("model_ema.");
        assertThat(Prefix.of(names.subList(0, 1), true)).hasValue("model.");
        assertThat(Prefix.of(List.of("schema.vocab_embed.embedding", "ema.vocab_embed.embedding"), true))
                .hasValue("ema.");
    }
}
