package dev.sedd.model.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that lie. Each file has eight bytes of data. */
class SafetensorsHeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}             | needs 8 bytes",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}}             | needs 4 bytes",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}            | cut short: tensor a ends at 12 of 8",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}             | end at byte 4 of the data",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}             | leave a hole",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | overlap",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | overlap",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}             | span -8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}            | holds -8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,9]}}           | more than 2 numbers",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8]}}               | two data_offsets",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':'0,8'}}             | has a text at a.data_offsets, where an array is due",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8.0]}}           | has a number with a fraction at a.data_offsets, where the end of the array is due",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,99999999999999999999]}} | not valid JSON",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}            | holds -2",
                "{'a':{'dtype':'F32','shape':[4294967298],'data_offsets':[0,8]}}    | too large",
                "{'a':{'dtype':'F32','shape':[2147483647,2147483647,2147483647],'data_offsets':[0,8]}} | too large",
                "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]}} | more than 16 numbers",
                "{'a':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}}             | type F31",
                "{'a':{'dtype':4,'shape':[2],'data_offsets':[0,8]}}                 | has a whole number at a.dtype, where a text is due",
                "{'a':{'shape':[2],'data_offsets':[0,8]}}                           | does not have a dtype",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}}       | unknown key x",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | Duplicate",
                "{'a':{'dtype':'F32','dtype':'I32','shape':[2],'data_offsets':[0,8]}} | Duplicate",
                "{'__metadata__':{'n':1},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | __metadata__.n",
                "{'__metadata__':[]}                                                | __metadata__",
                "{'a':[]}                                                           | has an array at a, where an object is due",
                "{'a':null}                                                         | has null at a, where an object is due",
                "{'a':{'dtype':[[[[[[[[[[[[[[]]]]]]]]]]]]]]}}                       | safetensors header",
                "{}                                                                 | end at byte 0 of the data",
                "{'                                                                 | not valid JSON",
                "{'a'                                                               | not valid JSON",
                "{} {}                                                              | goes on after its last",
                "[1,2]                                                              | does not begin with",
            })
    void refusesALyingHeader(String header, String part) {
        byte[] bytes = SafetensorsBytes.file(header.replace('\'', '"'), new byte[8]);
        OneLine.error("lie", () -> SafetensorsFile.of("lie", bytes), part);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 0, 1, 100_000_001, 100_000_000, 11})
    void refusesALyingLength(long length) {
        byte[] bytes = SafetensorsBytes.file(length, "{}".getBytes(StandardCharsets.UTF_8), new byte[8]);
        OneLine.error("lie", () -> SafetensorsFile.of("lie", bytes), "header of " + Long.toUnsignedString(length));
    }

    @Test
    void refusesGarbage() {
        for (int seed = 0; seed < 200; seed++) {
            byte[] bytes = new byte[seed * 10];
            new Random(seed).nextBytes(bytes);
            OneLine.error("garbage", () -> SafetensorsFile.of("garbage", bytes));
        }
    }

    @Test
    void refusesHeadersMadeToFillTheMemory() {
        StringBuilder tensors = new StringBuilder("{");
        for (int i = 0; i <= 200_000; i++) {
            tensors.append("\"t").append(i).append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},");
        }
        byte[] many = SafetensorsBytes.file(tensors.toString());
        OneLine.error("lie", () -> SafetensorsFile.of("lie", many), "more than 200000 tensors");
        StringBuilder metadata = new StringBuilder("{\"__metadata__\":{");
        for (int i = 0; i <= 10_000; i++) {
            metadata.append("\"m").append(i).append("\":\"\",");
        }
        byte[] chatty = SafetensorsBytes.file(metadata.toString());
        OneLine.error("lie", () -> SafetensorsFile.of("lie", chatty), "more than 10000 entries");
        byte[] endless = SafetensorsBytes.file("{\"a\":{\"dtype\":\"" + "F".repeat(11_000_000));
        OneLine.error("lie", () -> SafetensorsFile.of("lie", endless), "exceeds the maximum");
    }

    @Test
    void namesInErrorsCannotBreakTheLine() {
        byte[] bytes = SafetensorsBytes.file("{\"a\\n\\u001b[2J\":{\"dtype\":\"F\\r32\",\"shape\":[2]}}", new byte[8]);
        OneLine.error("lie", () -> SafetensorsFile.of("lie", bytes), "tensor a??[2J has type F?32");
    }
}
