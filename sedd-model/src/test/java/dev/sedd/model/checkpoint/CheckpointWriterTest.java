package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.model.tokens.CharacterTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A written folder reads back alike, and no half of one is ever left. */
class CheckpointWriterTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void whatIsWrittenIsReadBack(String family) throws Exception {
        Path out = folder.resolve("new").resolve("model");
        try (Checkpoint in = Checkpoint.open(Golden.path(family))) {
            CheckpointWriter.write(
                    out, in.configuration(), in.tensors(), in.tokenizer().orElse(null), DType.F32);
            try (Checkpoint again = Checkpoint.open(out)) {
                assertThat(again.configuration()).isEqualTo(in.configuration());
                assertThat(again.weights()).usingRecursiveComparison().isEqualTo(in.weights());
                assertThat(again.superfluous()).isEmpty();
            }
        }
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("config.json", "model.safetensors", "vocab.json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanogpt", "sedd"})
    void theTensorsOfANetworkAreItsWeights(String family) throws Exception {
        Path out = folder.resolve("model");
        try (Checkpoint in = Checkpoint.open(Golden.path(family))) {
            Tensors tensors = ArrayTensors.of(in.configuration(), in.weights());
            assertThat(in.tensors().names()).containsAll(tensors.names());
            CheckpointWriter.write(out, in.configuration(), tensors, null, DType.F32);
            try (Checkpoint again = Checkpoint.open(out)) {
                assertThat(again.weights()).usingRecursiveComparison().isEqualTo(in.weights());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F16", "BF16"})
    void halvesTheSizeInSixteenBits(DType dtype) throws Exception {
        Path out = folder.resolve("model");
        try (Checkpoint in = Checkpoint.open(Golden.path("nanogpt"))) {
            CheckpointWriter.write(out, in.configuration(), in.tensors(), null, dtype);
            try (Checkpoint again = Checkpoint.open(out)) {
                float[] exact = in.weights().embedding().array();
                float[] rounded = again.weights().embedding().array();
                float unit = dtype == DType.F16 ? 0x1p-11f : 0x1p-8f;
                for (int i = 0; i < exact.length; i++) {
                    assertThat(Math.abs(rounded[i] - exact[i]))
                            .isLessThanOrEqualTo(Math.max(unit * Math.abs(exact[i]), 0x1p-25f));
                }
            }
        }
        assertThat(out.resolve("vocab.json")).doesNotExist();
        assertThat(Files.size(out.resolve("model.safetensors"))).isLessThan(125_000);
    }

    @Test
    void writesOverNothing() throws Exception {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("precious"), "x");
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        try (Checkpoint in = Checkpoint.open(Golden.path("nanogpt"))) {
            OneLine.error(full, () -> write(in, full), "not empty");
            OneLine.error(file, () -> write(in, file), "is a file");
            Path below = file.resolve("below");
            OneLine.error(below, () -> write(in, below), "cannot be written");
            write(in, empty);
        }
        assertThat(empty.resolve("config.json")).exists();
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrder(full, file, empty);
        }
    }

    @Test
    void refusesAVocabularyOfAnotherSize() throws Exception {
        Path out = folder.resolve("model");
        CharacterTokenizer two = new CharacterTokenizer("ab");
        try (Checkpoint in = Checkpoint.open(Golden.path("nanogpt"))) {
            OneLine.error(
                    "the model",
                    () -> CheckpointWriter.write(out, in.configuration(), in.tensors(), two, DType.F32),
                    " tokens, the vocabulary 2");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static void write(Checkpoint in, Path out) throws CheckpointException {
        CheckpointWriter.write(out, in.configuration(), in.tensors(), null, DType.F32);
    }
}
