package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations as the published files write them, and what is refused by its key. */
class ConfigurationFileTest {
    private static final String SMALL = """
            hydra:
              run:
                dir: exp/${now:%Y.%m.%d}
            tokens: 50257
            training: {batch_size: 512, ema: 0.9999, snapshot_sampling: True}
            graph: {type: absorb, file: data, report_all: False}
            noise: {type: loglinear, sigma_min: 1e-4, sigma_max: 20}
            model:
              name: small
              type: ddit
              hidden_size: 768
              cond_dim: 128
              length: 1024
              n_blocks: 12
              n_heads: 12
              scale_by_sigma: True
              dropout: 0.10
            """;

    @TempDir
    private Path folder;

    @Test
    void readsThePublishedSmallModelsYaml() throws Exception {
        assertThat(read("config.yaml", SMALL))
                .isEqualTo(new Configuration(
                        Family.SEDD, new Absorbing(50258), new LogLinear(1e-3), 768, 128, 1024, 12, 12, true, 0.1));
    }

    @Test
    void readsTheGoldenFiles() throws Exception {
        assertThat(ConfigurationFile.read(Golden.path("nanogpt/config.json")))
                .isEqualTo(new Configuration(
                        Family.NANOGPT, new Uniform(65), new Geometric(1e-4, 20), 40, 16, 24, 2, 2, false, 0));
        assertThat(ConfigurationFile.read(Golden.path("sedd/config.json")))
                .isEqualTo(new Configuration(
                        Family.SEDD, new Absorbing(66), new LogLinear(1e-3), 64, 24, 32, 2, 4, true, 0));
    }

    @Test
    void withoutAGraphAndNoiseItIsTheForksModel() throws Exception {
        String text = """
                tokens: 65
                model: {hidden_size: 64, cond_dim: 24, length: 32, n_blocks: 2, n_heads: 4}
                """;
        Configuration c = read("config.yaml", text);
        assertThat(c.family()).isEqualTo(Family.SEDD);
        assertThat(c.graph()).isEqualTo(new Absorbing(66));
        assertThat(c.noise()).isEqualTo(new LogLinear(1e-3));
        assertThat(c.scaleBySigma()).isTrue();
    }

    @Test
    void readsYamlsNumbersThatItTakesForText() throws Exception {
        String text = SMALL.replace("absorb", "uniform")
                .replace("loglinear", "geometric")
                .replace("scale_by_sigma: True", "scale_by_sigma: False");
        Configuration c = read("config.yaml", text);
        assertThat(c.noise()).isEqualTo(new Geometric(1e-4, 20));
        assertThat(c.graph()).isEqualTo(new Uniform(50257));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt/config.json", "sedd/config.json"})
    void whatIsWrittenIsReadBack(String name) throws Exception {
        Configuration c = ConfigurationFile.read(Golden.path(name));
        Path file = Files.write(folder.resolve("config.json"), ConfigurationFile.json(c));
        assertThat(ConfigurationFile.read(file)).isEqualTo(c);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokens: 50257      | tokens: many       | tokens is 'many'; expected a whole number",
                "tokens: 50257      | tokens: 0          | tokens is 0",
                "tokens: 50257      | tokens: -5         | tokens is -5",
                "tokens: 50257      | tokens: 2147483647 | tokens is 2147483647",
                "tokens: 50257      | tokens: 99999999999 | tokens is 99999999999; expected a whole number",
                "tokens: 50257      | tokens: 6.5        | tokens is 6.5",
                "tokens: 50257      | token: 1           | has no key tokens",
                "type: absorb       | type: ring         | graph.type is ring; expected uniform or absorb",
                "type: absorb       | type: 3            | graph.type is 3; expected text",
                "type: loglinear    | type: cosine       | noise.type is cosine",
                "type: loglinear    | eps: 2             | noise.eps is 2.0; expected more than 0",
                "type: loglinear    | eps: .nan          | noise.eps is NaN",
                "type: loglinear    | eps: small         | noise.eps is 'small'; expected a number",
                "type: ddit         | type: unet         | model.type is unet; expected ddit or nanogpt",
                "hidden_size: 768   | hidden_size: 0     | model.hidden_size is 0; expected 1 to",
                "hidden_size: 768   | hidden_size: !!str 64  | model.hidden_size is '64'; expected a whole number",
                "hidden_size: 768   | hidden_size: 770   | hidden_size=770 is not a multiple of n_heads=12",
                "type: absorb       | type: uniform      | scale_by_sigma is true, which only the absorbing graph",
                "hidden_size: 768   | hidden_size: 1000000000 | model.hidden_size is 1000000000",
                "n_blocks: 12       | n_blocks: 2000000000 | model.n_blocks is 2000000000",
                "n_heads: 12        | n_head: 12         | has no key model.n_heads",
                "n_heads: 12        | n_heads: [12]      | model.n_heads is a list; expected a whole number",
                "n_heads: 12        | n_heads: 12, x: {  | is not valid YAML",
                "scale_by_sigma: True | scale_by_sigma: 1 | model.scale_by_sigma is 1; expected true or false",
                "dropout: 0.10      | dropout: 1.5       | dropout=1.5 is not in [0, 1)",
                "dropout: 0.10      | length: 3          | duplicate key length",
                "'graph: {type: absorb, file: data, report_all: False}' | graph: 5 | graph is 5; expected a table",
                "name: small        | name: !!javax.script.ScriptEngineManager [] | is not valid YAML",
            })
    void namesTheKeyThatIsWrong(String replace, String by, String part) throws Exception {
        assertThat(SMALL).contains(replace);
        Path file = folder.resolve("config.yaml");
        OneLine.error(file, () -> read("config.yaml", SMALL.replace(replace, by)), part);
    }

    /** What is not of the kind that its tag says, or its form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: ._",
                "a: !!int foo",
                "a: !!float foo",
                "!!int x: 1",
                "a: !!binary '*'",
                "!!set [1]",
                "!!seq {a: 1}"
            })
    void refusesYamlOfFalseKinds(String text) {
        OneLine.error(folder.resolve("config.yaml"), () -> read("config.yaml", text), "is not valid YAML");
    }

    @Test
    void refusesGeometricNoiseOutOfOrder() {
        String text =
                SMALL.replace("loglinear, sigma_min: 1e-4, sigma_max: 20", "geometric, sigma_min: 2, sigma_max: 1");
        OneLine.error(
                folder.resolve("config.yaml"),
                () -> read("config.yaml", text),
                "noise.sigma_max is 1.0; expected a number not below noise.sigma_min=2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "null", "5", "{\"tokens\": 1, \"tokens\": 2}", "{} x", "\u0000"})
    void refusesWhatIsNoJsonTable(String text) {
        OneLine.error(folder.resolve("config.json"), () -> read("config.json", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "- 1", "&a [*a]", "a: 1\na: 2", "\t", "a: b: c", "? {a: 1}\n: 2", "\u0000"})
    void refusesWhatIsNoYamlTable(String text) {
        OneLine.error(folder.resolve("config.yaml"), () -> read("config.yaml", text));
    }

    /** As Python's json.dump writes what it has. */
    @Test
    void numbersThatAreNoneAreReadWhereNobodyNeedsThem() throws Exception {
        String text = Files.readString(Golden.path("sedd/config.json"))
                .replaceFirst("\\{", "{\"best_val_loss\": NaN, \"worst\": [-Infinity],")
                .replace("\"tokens\": 65", "\"tokens\": 65.0");
        Path file = Files.writeString(folder.resolve("config.json"), text);
        assertThat(ConfigurationFile.read(file)).isEqualTo(ConfigurationFile.read(Golden.path("sedd/config.json")));
    }

    @Test
    void tellsWhatIsWrongWithJsonAndWhere() {
        Path json = folder.resolve("config.json");
        OneLine.error(json, () -> read("config.json", "{\"a\": {\n\"b\": 1\n"), "for Object in line 3");
        OneLine.error(json, () -> read("config.json", "[1]"), "is not a table of keys and values");
    }

    @Test
    void refusesBombs() throws Exception {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            String alias = "*a" + (i - 1);
            laughs.append("a%d: &a%d [%s, %s, %s]\n".formatted(i, i, alias, alias, alias));
        }
        Path yaml = folder.resolve("config.yaml");
        OneLine.error(yaml, () -> read("config.yaml", laughs.toString()), "aliases");
        OneLine.error(yaml, () -> read("config.yaml", "[".repeat(100_000)), "is not valid YAML");
        Path json = folder.resolve("config.json");
        OneLine.error(json, () -> read("config.json", "[".repeat(100_000)), "is not valid JSON");
        OneLine.error(json, () -> read("config.json", " ".repeat(5 << 20)), "more than the 4194304");
    }

    @Test
    void settingsStayWhenTheirSourceChanges() throws Exception {
        Map<String, Object> inner = new HashMap<>(Map.of("n_iters", 1));
        Settings settings = Settings.of("here", Map.of("training", inner));
        inner.put("n_iters", 2);
        assertThat(settings.integer("training.n_iters")).isEqualTo(1);
        assertThat(settings.with("training.seed", 3).integer("training.seed")).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> settings.with("training..seed", 3));
        byte[] empty = "training:".getBytes(StandardCharsets.UTF_8);
        assertThat(Settings.yaml("there", empty).over(settings).integer("training.n_iters"))
                .isEqualTo(1);
    }

    private Configuration read(String name, String text) throws Exception {
        Path file = Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        return ConfigurationFile.read(file);
    }
}
