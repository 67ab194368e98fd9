package dev.sedd.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedd.model.checkpoint.pickle.PickleBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PyTorch files that are damaged, lie, or attack. */
class TorchHostileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 30, 100, 3000, 243_157, 243_158, 243_178})
    void refusesAFileCutShort(int length) throws Exception {
        byte[] whole = Files.readAllBytes(Golden.path("nanogpt/state_dict.pth"));
        refused(Arrays.copyOf(whole, length), "");
    }

    @Test
    void refusesGarbage() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            byte[] bytes = new byte[seed * 20];
            new Random(seed).nextBytes(bytes);
            refused(bytes, "");
            if (bytes.length > 4) {
                bytes[0] = 'P';
                bytes[1] = 'K';
                bytes[2] = 3;
                bytes[3] = 4;
                refused(bytes, "no directory");
            }
        }
    }

    @Test
    void everyByteOfTheDirectoryMayBeWrong() throws Exception {
        byte[] whole = sound().end();
        Path path = folder.resolve("model.pth");
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] bytes = whole.clone();
            bytes[at] ^= (byte) 0xff;
            Files.write(path, bytes);
            try (TorchFile file = TorchFile.open(path, true)) {
                for (String name : file.names()) {
                    assertThat(file.floats(name)).hasSizeLessThanOrEqualTo(2);
                }
            } catch (CheckpointException e) {
                assertThat(e.getMessage()).startsWith(path + ": ").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 3);
    }

    @ParameterizedTest
    @CsvSource({"os, system", "posix, system", "nt, system", "builtins, eval", "torch, load", "torch._utils, _rebuild"})
    void refusesToRunAnythingByName(String module, String name) throws Exception {
        byte[] pickle = new PickleBytes()
                .global(module, name)
                .mark()
                .text("touch " + folder.resolve("owned"))
                .tuple()
                .reduce()
                .end();
        refused(TorchBytes.of(pickle).end(), "asks for " + module + "." + name + ", which is refused");
        assertThat(folder.resolve("owned")).doesNotExist();
    }

    @Test
    void namesInErrorsCannotBreakTheLine() throws Exception {
        byte[] pickle =
                new PickleBytes().global("os\u001b[2J\u202e", "system\rx").end();
        refused(TorchBytes.of(pickle).end(), "os?[2J?.system?x");
    }

    @Test
    void refusesAZipBombUnopened() throws Exception {
        byte[] zeros = new byte[50 << 20];
        refused(sound().compressed("archive/data/1", zeros).end(), "archive/data/1 of the zip is compressed");
        refused(TorchBytes.of(new byte[0]).compressed("archive/x", zeros).end(), "52428800");
    }

    @Test
    void refusesEntriesThatOverlap() throws Exception {
        byte[] big = new byte[1000];
        byte[] bytes = sound().stored("archive/data/1", big)
                .stored("archive/data/2", big)
                .end();
        // Both names are made to point at the first one's bytes, and its size to reach over both.
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] central = {centralOf(bytes, "archive/data/1"), centralOf(bytes, "archive/data/2")};
        for (int at : central) {
            zip.putInt(at + 20, 1500);
            zip.putInt(at + 24, 1500);
            zip.putInt(at + 42, zip.getInt(central[0] + 42));
        }
        refused(bytes, "overlap");
    }

    @Test
    void refusesOldFilesAndBigEndianOnes() throws Exception {
        refused(HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e8002"), "torch before 1.6");
        refused(
                sound().stored("archive/byteorder", "big".getBytes(StandardCharsets.UTF_8))
                        .end(),
                "byte order is 'big'");
        refused(sound().stored("other/data.pkl").end(), "2 entries named data.pkl");
        refused(new TorchBytes().stored("archive/x").end(), "0 entries named data.pkl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FloatStorage    | 0 | 2 | 0 | 3  | 1 | reaches element 2 of a storage of 2",
                "FloatStorage    | 0 | 2 | 1 | 2  | 1 | reaches element 2",
                "FloatStorage    | 0 | 2 | 0 | 2  | 2 | reaches element 2",
                "FloatStorage    | 0 | 2 | 0 | 9  | 0 | repeats the 2 elements",
                "FloatStorage    | 0 | 2 | 0 | 2147483647 | 0 | repeats the 2 elements",
                "FloatStorage    | 0 | 2 | 0 | 2147483647 | 2147483647 | reaches element",
                "FloatStorage    | 0 | 2 | 0 | -1 | 1 | something else where a tensor's size",
                "FloatStorage    | 0 | 2 | 0 | 1  | -1 | something else where a tensor's size",
                "FloatStorage    | 0 | 2 | -1 | 1 | 1 | something else where a tensor's size",
                "FloatStorage    | 0 | -2 | 0 | 1 | 1 | something else where a tensor's size",
                "FloatStorage    | 0 | 3 | 0 | 1  | 1 | storage data/0 of 3 elements of F32 has only 8 bytes",
                "DoubleStorage   | 0 | 2 | 0 | 1  | 1 | of 2 elements of F64 has only 8 bytes",
                "FloatStorage    | 7 | 2 | 0 | 1  | 1 | storage data/7 is not in the file",
                "ComplexFloatStorage | 0 | 1 | 0 | 1 | 1 | torch.ComplexFloatStorage",
            })
    void refusesTensorsThatDoNotFitTheirStorage(
            String type, String key, int count, int offset, int size, int stride, String part) throws Exception {
        byte[] pickle = new PickleBytes()
                .emptyTable()
                .text("a")
                .tensor(type, key, count, offset, new int[] {size}, new int[] {stride})
                .setItem()
                .end();
        refused(
                TorchBytes.of(pickle)
                        .stored("archive/data/0", TorchBytes.floats(1, 2))
                        .end(),
                part);
    }

    @Test
    void refusesManyTensorsOfOneStorage() throws Exception {
        int count = 25_000;
        PickleBytes pickle = new PickleBytes().emptyTable();
        for (int i = 0; i < 300; i++) {
            pickle.text("t" + i)
                    .tensor("FloatStorage", "0", count, 0, new int[] {count}, new int[] {1})
                    .setItem();
        }
        byte[] bytes = TorchBytes.of(pickle.end())
                .stored("archive/data/0", new byte[4 * count])
                .end();
        refused(bytes, "share storage so much");
    }

    @Test
    void refusesTensorsOfManyDimensions() throws Exception {
        int[] ones = new int[65];
        Arrays.fill(ones, 1);
        byte[] pickle = new PickleBytes()
                .emptyTable()
                .text("a")
                .tensor("FloatStorage", "0", 1, 0, ones, ones)
                .setItem()
                .end();
        refused(
                TorchBytes.of(pickle)
                        .stored("archive/data/0", TorchBytes.floats(1))
                        .end(),
                "65 dimensions");
    }

    @Test
    void refusesWhatHoldsNoModel() throws Exception {
        refused(TorchBytes.of(new PickleBytes().number(1).end()).end(), "holds no state dict");
        refused(TorchBytes.of(new PickleBytes().emptyTable().end()).end(), "holds no state dict");
        byte[] pickle = new PickleBytes()
                .emptyTable()
                .text("opti\nmizer")
                .number(1)
                .setItem()
                .end();
        refused(TorchBytes.of(pickle).end(), "keys [opti?mizer]");
        byte[] selfish = HexFormat.of().parseHex("7d71005804000000656d61" + "616800732e"); // {"emaa": itself}
        refused(TorchBytes.of(selfish).end(), "holds no state dict");
    }

    /** A file of one tensor of two elements. */
    private static TorchBytes sound() {
        byte[] pickle = new PickleBytes()
                .emptyTable()
                .text("a")
                .tensor("FloatStorage", "0", 2, 0, new int[] {2}, new int[] {1})
                .setItem()
                .end();
        return TorchBytes.of(pickle).stored("archive/data/0", TorchBytes.floats(1, 2));
    }

    private static int centralOf(byte[] zip, String name) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        return text.lastIndexOf(name) - 46;
    }

    private void refused(byte[] bytes, String part) throws Exception {
        Path path = Files.write(folder.resolve("model.pth"), bytes);
        OneLine.error(path, () -> TorchFile.open(path, true), part);
    }
}
