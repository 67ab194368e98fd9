package dev.sedd.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound headers and pickles, broken at random in many ways from fixed seeds. */
class MutationTest {
    private static final int ROUNDS = 5_000;

    @Test
    void brokenHeaders() throws Exception {
        breakAll(seed("safetensorsHeader/sound.json"), AnyBytes::asHeader);
    }

    @ParameterizedTest
    @ValueSource(strings = {"training.pkl", "meta.pkl"})
    void brokenPickles(String name) throws Exception {
        breakAll(seed("pickle/" + name), AnyBytes::asPickle);
    }

    private static void breakAll(byte[] sound, Consumer<byte[]> reader) {
        reader.accept(sound);
        for (int length = 0; length < sound.length; length++) {
            reader.accept(Arrays.copyOf(sound, length));
        }
        for (int round = 0; round < ROUNDS; round++) {
            reader.accept(broken(sound, new Random(round)));
        }
    }

    /** Up to four changes: a byte replaced, a bit turned, a piece removed, or a piece copied elsewhere. */
    private static byte[] broken(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            int length = random.nextInt(Math.min(24, bytes.length - at));
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> {
                    System.arraycopy(bytes, at + length, bytes, at, bytes.length - at - length);
                    bytes = Arrays.copyOf(bytes, Math.max(1, bytes.length - length));
                }
                default -> {
                    int to = random.nextInt(bytes.length - length);
                    System.arraycopy(bytes, at, bytes, to, length);
                }
            }
        }
        return bytes;
    }

    private static byte[] seed(String name) throws IOException {
        try (InputStream in = MutationTest.class.getResourceAsStream("ReaderFuzzTestInputs/" + name)) {
            return in.readAllBytes();
        }
    }
}
