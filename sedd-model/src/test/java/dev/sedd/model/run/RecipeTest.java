package dev.sedd.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.ConfigurationFile;
import dev.sedd.model.checkpoint.Settings;
import dev.sedd.model.data.Layout;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.training.AdamW;
import dev.sedd.model.training.LearningRate;
import dev.sedd.model.training.Muon;
import dev.sedd.model.training.Optimizer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Recipes and presets as settings. */
class RecipeTest {
    private static final String PAPER = """
            ngpus: 8
            tokens: 50257
            training:
              batch_size: 512
              accum: 2
              n_iters: 1300001
              snapshot_freq: 50000
              log_freq: 50
              eval_freq: 100
              snapshot_freq_for_preemption: 10000
              weight: standard
              snapshot_sampling: True
              ema: 0.9999
            data:
              train: openwebtext
              cache_dir: data
            graph:
              type: absorb
              report_all: False
            optim:
              weight_decay: 0
              optimizer: AdamW
              lr: 3e-4
              beta1: 0.9
              beta2: 0.999
              eps: 1e-8
              warmup: 2500
              grad_clip: 1.
            sampling:
              predictor: euler
              steps: 128
            """;

    @Test
    void readsThePapersConfiguration() throws CheckpointException {
        Recipe recipe = Recipe.read("paper", yaml(PAPER));
        assertThat(recipe.steps()).isEqualTo(1_300_001);
        assertThat(recipe.batchSize()).isEqualTo(512);
        assertThat(recipe.parts()).isEqualTo(2);
        assertThat(recipe.rules().rate()).isEqualTo(new LearningRate.Constant(3e-4, 2500));
        assertThat(recipe.rules().optimizer().adam().eps()).isEqualTo(1e-8);
        assertThat(recipe.rules().ema().maxDecay()).isEqualTo(0.9999);
        assertThat(recipe.every()).isEqualTo(new Recipe.Every(50, 100, 50_000, 10_000));
        assertThat(recipe.layout()).isEqualTo(Layout.TEXT);
    }

    static Stream<String> presets() {
        return Presets.names().stream();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void whatIsWrittenIsReadAgain(String preset) throws CheckpointException {
        Settings settings = Presets.of(preset).with("tokens", 65).with("training.seed", 1L << 40);
        Recipe recipe = Recipe.read(preset, settings);
        Configuration configuration = ConfigurationFile.read(preset, settings);
        byte[] bytes = ConfigurationFile.json(RunFolder.tree(configuration, recipe, null));
        Settings again = Settings.json("written", bytes);
        assertThat(Recipe.read("written", again)).isEqualTo(recipe);
        assertThat(ConfigurationFile.read("written", again)).isEqualTo(configuration);
    }

    @Test
    void theOptimizerIsOneOfTwo() throws CheckpointException {
        Settings settings = Presets.of("tiny").with("optim.optimizer", "Muon").with("optim.momentum", 0.9);
        Recipe recipe = Recipe.read("muon", settings.with("training.seed", 1));
        Optimizer optimizer = recipe.rules().optimizer();
        assertThat(optimizer).isEqualTo(new Muon(0.9, new AdamW(0.9, 0.99, 1e-8, 0.01)));
        byte[] written = ConfigurationFile.json(recipe.tree());
        assertThat(Recipe.read("written", Settings.json("written", written))).isEqualTo(recipe);
    }

    @Test
    void theNotebooksPresetIsItsNetwork() throws CheckpointException {
        Configuration c = ConfigurationFile.read("baby", Presets.of("baby").with("tokens", 65));
        assertThat(c.hiddenSize()).isEqualTo(384);
        assertThat(c.blocks()).isEqualTo(6);
        assertThat(c.heads()).isEqualTo(6);
        assertThat(c.length()).isEqualTo(256);
        assertThat(Recipe.read("names", Presets.of("names")).layout()).isEqualTo(Layout.LINES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            training: {n_iters: 0}                              | training.n_iters is 0; expected a whole number from 1
            training: {n_iters: 1.5}                            | training.n_iters is 1.5; expected a whole number
            training: {seed: 1}                                 | has no key training.n_iters
            training: {n_iters: 9, batch_size: 10, accum: 3}    | training.batch_size is 10, which training.accum=3 does
            training: {n_iters: 9, ema: 1.0}                    | the average's decay 1.0 is not in [0, 1)
            training: {n_iters: 9, log_freq: 0}                 | training.log_freq is 0
            {training: {n_iters: 9}, optim: {lr: 0}}            | the learning rate 0.0 is not positive and finite
            {training: {n_iters: 9}, optim: {beta2: 1}}         | beta2=1.0 is not in [0, 1)
            {training: {n_iters: 9}, optim: {grad_clip: -1}}    | the largest gradient norm -1.0 is not
            {training: {n_iters: 9}, optim: {optimizer: Adam}}  | optim.optimizer is Adam; expected AdamW or Muon
            {training: {n_iters: 9}, optim: {schedule: step}}   | optim.schedule is step; expected constant or cosine
            {training: {n_iters: 9}, data: {layout: words}}     | data.layout is words; expected text or lines
            {training: {n_iters: 9}, optim: 3}                  | optim is 3; expected a table
            """)
    void namesTheKeyThatIsWrong(String yaml, String message) {
        assertThatThrownBy(() -> Recipe.read("given.yaml", yaml(yaml)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("given.yaml: ")
                .hasMessageContaining(message);
    }

    private static Settings yaml(String text) throws CheckpointException {
        return Settings.yaml("given.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
