package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.model.checkpoint.pickle.PickleBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PyTorch files: state dicts, training checkpoints, averaged weights, strides. */
class TorchFileTest {
    private static final int[] NONE = {};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "nanogpt/state_dict.pth, true, nanogpt/model.safetensors",
        "sedd/state_dict.pth, true, sedd/model.safetensors",
        "nanogpt/checkpoint.pth, false, nanogpt/after5.safetensors",
        "nanogpt/checkpoint.pth, true, nanogpt/after5_ema.safetensors",
    })
    void hasTheBitsOfTheSafetensorsFile(String torch, boolean ema, String safetensors) throws Exception {
        try (TorchFile file = TorchFile.open(Golden.path(torch), ema);
                SafetensorsFile twin = SafetensorsFile.open(Golden.path(safetensors))) {
            assertThat(file.names()).containsAll(twin.names());
            for (String name : twin.names()) {
                assertThat(file.info(name)).isEqualTo(twin.info(name));
                assertThat(file.floats(name)).containsExactly(twin.floats(name));
            }
        }
    }

    @Test
    void gathersStridedViewsWithOffsets() throws Exception {
        byte[] pickle = new PickleBytes()
                .emptyTable()
                .text("transposed")
                .tensor("FloatStorage", "0", 7, 1, new int[] {3, 2}, new int[] {1, 3})
                .setItem()
                .text("row")
                .tensor("FloatStorage", "0", 7, 4, new int[] {1, 3}, new int[] {99, 1})
                .setItem()
                .text("scalar")
                .tensor("FloatStorage", "0", 7, 6, NONE, NONE)
                .setItem()
                .text("empty")
                .tensor("FloatStorage", "0", 7, 7, new int[] {0, 2}, new int[] {2, 1})
                .setItem()
                .end();
        try (TorchFile file =
                open(TorchBytes.of(pickle).stored("archive/data/0", TorchBytes.floats(0, 1, 2, 3, 4, 5, 6)))) {
            assertThat(file.floats("transposed")).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(file.floats("row")).containsExactly(4, 5, 6);
            assertThat(file.floats("scalar")).containsExactly(6);
            assertThat(file.info("scalar").shape()).isEmpty();
            assertThat(file.floats("empty")).isEmpty();
        }
    }

    @Test
    void readsEveryStorageType() throws Exception {
        PickleBytes pickle = new PickleBytes().emptyTable();
        String[] types = {"Double", "Float", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool"};
        for (String type : types) {
            pickle.text(type)
                    .tensor(type + "Storage", "0", 1, 0, new int[] {1}, new int[] {1})
                    .setItem();
        }
        try (TorchFile file = open(TorchBytes.of(pickle.end()).stored("archive/data/0", new byte[8]))) {
            assertThat(file.names().stream().map(name -> file.info(name).dtype()))
                    .containsExactly(
                            DType.F64,
                            DType.F32,
                            DType.F16,
                            DType.BF16,
                            DType.I64,
                            DType.I32,
                            DType.I16,
                            DType.I8,
                            DType.U8,
                            DType.BOOL);
            assertThat(file.floats("Double")).containsExactly(0);
            assertThat(file.ints("Bool")).containsExactly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "model_state_dict", "state_dict"})
    void findsTheModelUnderTheUsualKeysAndStripsPrefixes(String key) throws Exception {
        PickleBytes pickle =
                new PickleBytes().emptyTable().text("step").number(7).setItem();
        pickle.text(key)
                .emptyTable()
                .text("_orig_mod.module.a.weight")
                .tensor("FloatStorage", "0", 1, 0, new int[] {1}, new int[] {1})
                .setItem()
                .setItem();
        try (TorchFile file = open(TorchBytes.of(pickle.end()).stored("archive/data/0", TorchBytes.floats(3)))) {
            assertThat(file.names()).containsExactly("a.weight");
            assertThat(file.floats("a.weight")).containsExactly(3);
        }
    }

    /** nanoGPT's own checkpoint has its best loss as a tensor; others their step, or the state of a random generator. */
    @Test
    void tensorsBesideTheModelDoNotHideIt() throws Exception {
        PickleBytes pickle = new PickleBytes().emptyTable();
        tensor(pickle, "best_val_loss", "0").text("my_network").emptyTable();
        tensor(pickle, "n_averaged", "0");
        tensor(pickle, "net.vocab_embed.embedding", "1").setItem();
        try (TorchFile file = open(TorchBytes.of(pickle.end())
                .stored("archive/data/0", TorchBytes.floats(3))
                .stored("archive/data/1", TorchBytes.floats(4)))) {
            assertThat(file.names()).containsExactly("vocab_embed.embedding");
            assertThat(file.floats("vocab_embed.embedding")).containsExactly(4);
        }
    }

    /** By protocol 2, as torch.save writes: options, a numpy number, a set, a counter, a type; none of them is made. */
    @Test
    void whatLiesBesideTheModelUnusedIsPassedOver() throws Exception {
        PickleBytes pickle = new PickleBytes().emptyTable();
        pickle.text("args").global("argparse", "Namespace").mark().tuple().newObject();
        pickle.emptyTable().text("lr").number(1).setItem().build().setItem();
        pickle.text("best").global("numpy.core.multiarray", "scalar").mark();
        pickle.global("numpy", "dtype")
                .mark()
                .text("f8")
                .tuple()
                .reduce()
                .mark()
                .number(3)
                .tuple()
                .build();
        pickle.global("_codecs", "encode")
                .mark()
                .text("x")
                .text("latin1")
                .tuple()
                .reduce();
        pickle.tuple().reduce().setItem();
        pickle.text("seen")
                .global("__builtin__", "set")
                .mark()
                .emptyList()
                .number(1)
                .append()
                .tuple()
                .reduce();
        pickle.setItem();
        pickle.text("counts")
                .global("collections", "Counter")
                .mark()
                .emptyTable()
                .tuple()
                .reduce();
        pickle.text("a").number(2).setItem().setItem();
        pickle.text("dtype").global("torch", "float32").setItem();
        pickle.text("any").global("typing", "Any").setItem();
        pickle.none().number(1).setItem(); // None as a key
        pickle.text("model").emptyTable();
        tensor(pickle, "vocab_embed.embedding", "0").setItem();
        try (TorchFile file = open(TorchBytes.of(pickle.end()).stored("archive/data/0", TorchBytes.floats(5)))) {
            assertThat(file.names()).containsExactly("vocab_embed.embedding");
            assertThat(file.floats("vocab_embed.embedding")).containsExactly(5);
        }
    }

    @ParameterizedTest
    @CsvSource({"ema, ''", "model_ema, ''", "ema, shadow", "ema_state_dict, module"})
    void averagedWeightsMayBeAStateDict(String key, String below) throws Exception {
        PickleBytes pickle = new PickleBytes().emptyTable().text("model").emptyTable();
        tensor(pickle, "vocab_embed.embedding", "0");
        tensor(pickle, "buffer", "0").setItem().text(key).emptyTable();
        if (!below.isEmpty()) {
            pickle.text(below).emptyTable();
        }
        tensor(pickle, "module.vocab_embed.embedding", "1");
        if (!below.isEmpty()) {
            pickle.setItem();
        }
        Path path = write(
                "model.pth",
                TorchBytes.of(pickle.setItem().end())
                        .stored("archive/data/0", TorchBytes.floats(3))
                        .stored("archive/data/1", TorchBytes.floats(4))
                        .end());
        try (TorchFile file = TorchFile.open(path, true)) {
            assertThat(file.names()).containsExactly("vocab_embed.embedding", "buffer");
            assertThat(file.floats("vocab_embed.embedding")).containsExactly(4);
            assertThat(file.floats("buffer")).containsExactly(3);
        }
        try (TorchFile file = TorchFile.open(path, false)) {
            assertThat(file.floats("vocab_embed.embedding")).containsExactly(3);
        }
    }

    private static PickleBytes tensor(PickleBytes pickle, String name, String storage) {
        int[] one = {1};
        return pickle.text(name).tensor("FloatStorage", storage, 1, 0, one, one).setItem();
    }

    @Test
    void aNameOfPrefixesAloneIsReadToTheEnd() throws Exception {
        PickleBytes pickle = new PickleBytes()
                .emptyTable()
                .text("model")
                .emptyTable()
                .text("module.".repeat(20_000) + "w")
                .tensor("FloatStorage", "0", 1, 0, new int[] {1}, new int[] {1})
                .setItem()
                .setItem();
        try (TorchFile file = open(TorchBytes.of(pickle.end()).stored("archive/data/0", TorchBytes.floats(3)))) {
            assertThat(file.names()).hasSize(1).allMatch(name -> name.endsWith("module.w"));
        }
    }

    @Test
    void averagedWeightsFollowTheParametersAndSkipBuffers() throws Exception {
        byte[] bytes = training(List.of("a", "rotary_emb.inv_freq", "b"), 2);
        Path path = write("checkpoint.pth", bytes);
        try (TorchFile file = TorchFile.open(path, true)) {
            assertThat(file.floats("a")).containsExactly(10);
            assertThat(file.floats("rotary_emb.inv_freq")).containsExactly(1);
            assertThat(file.floats("b")).containsExactly(11);
        }
        try (TorchFile file = TorchFile.open(path, false)) {
            assertThat(file.floats("a")).containsExactly(0);
            assertThat(file.floats("b")).containsExactly(2);
        }
    }

    @Test
    void refusesAveragedWeightsThatDoNotMatch() throws Exception {
        Path path = write("checkpoint.pth", training(List.of("a", "b"), 3));
        OneLine.error(path, () -> TorchFile.open(path, true), "3 tensors, but the model has 2 parameters");
        TorchFile.open(path, false).close();
    }

    /** {model: {name: [i]}, ema: {shadow_params: [[10], [11], ...]}}. */
    private static byte[] training(List<String> names, int shadows) {
        int[] one = {1};
        PickleBytes pickle = new PickleBytes().emptyTable().text("model").emptyTable();
        Map<String, byte[]> data = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            pickle.text(names.get(i))
                    .tensor("FloatStorage", "m" + i, 1, 0, one, one)
                    .setItem();
            data.put("archive/data/m" + i, TorchBytes.floats(i));
        }
        pickle.setItem().text("ema").emptyTable().text("shadow_params").emptyList();
        for (int i = 0; i < shadows; i++) {
            pickle.tensor("FloatStorage", "e" + i, 1, 0, one, one).append();
            data.put("archive/data/e" + i, TorchBytes.floats(10 + i));
        }
        TorchBytes torch = TorchBytes.of(pickle.setItem().setItem().end());
        data.forEach(torch::stored);
        return torch.end();
    }

    private TorchFile open(TorchBytes torch) throws Exception {
        return TorchFile.open(write("model.pth", torch.end()), true);
    }

    private Path write(String name, byte[] bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }
}
