package dev.sedd.model.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The interpreter builds plain data and refuses the rest by name. */
class UnpicklerTest {
    /** What CPython 3.11 makes of {"a": [1, -2, 3.5, None, True, "é"], 2: (300, 70000, 2**40, ()), "n": {}} per protocol. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80027d71002858010000006171015d7102284b014afeffffff47400c0000000000004e885802000000c3a9"
                        + "7103654b02284d2c014a701101008a060000000000012974710458010000006e71057d7106752e",
                "80059540000000000000007d94288c0161945d94284b014afeffffff47400c0000000000004e888c02c3a9"
                        + "94654b02284d2c014a701101008a060000000000012974948c016e947d94752e",
            })
    void readsWhatPythonWrites(String hex) throws Exception {
        Map<?, ?> root = (Map<?, ?>) read(HexFormat.of().parseHex(hex));
        assertThat(root.keySet()).isEqualTo(Set.of("a", 2L, "n"));
        assertThat(root.get("a")).isEqualTo(Arrays.asList(1L, -2L, 3.5, null, true, "é"));
        assertThat(root.get(2L))
                .isEqualTo(new PickleTuple(List.of(300L, 70000L, 1L << 40, new PickleTuple(List.of()))));
        assertThat(root.get("n")).isEqualTo(Map.of());
    }

    @Test
    void readsTheTextualInstructionsOfProtocol0() throws Exception {
        String pickle = "(lp0\nI5\naI01\naL123456789012345678901234567890L\nag0\na.";
        List<?> list = (List<?>) read(pickle.getBytes(StandardCharsets.UTF_8));
        assertThat(list.get(0)).isEqualTo(5L);
        assertThat(list.get(1)).isEqualTo(true);
        assertThat(list.get(2)).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(list.get(3)).isSameAs(list);
    }

    @ParameterizedTest
    @CsvSource({"8a00, 0", "8a01ff, -1", "8a02ff00, 255", "8a0800000000000000 80, -9223372036854775808"})
    void readsLongIntegers(String hex, long value) throws Exception {
        byte[] pickle = HexFormat.of().parseHex(hex.replace(" ", "") + "2e");
        assertThat(read(pickle)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"os, system", "posix, system", "nt, system", "builtins, eval", "builtins, exec", "subprocess, Popen"})
    void refusesToRunAnythingByName(String module, String name) {
        byte[] protocol2 = new PickleBytes()
                .global(module, name)
                .mark()
                .text("touch /tmp/owned")
                .tuple()
                .reduce()
                .end();
        refused(protocol2, "asks for " + module + "." + name + ", which is refused");
        byte[] protocol4 = new PickleBytes()
                .text(module)
                .text(name)
                .code(Opcode.STACK_GLOBAL)
                .numbers()
                .reduce()
                .end();
        refused(protocol4, module + "." + name);
        byte[] protocol0 = ("(S'x'\ni" + module + "\n" + name + "\n.").getBytes(StandardCharsets.UTF_8);
        refused(protocol0, "instruction STRING");
        byte[] instance = ("(i" + module + "\n" + name + "\n.").getBytes(StandardCharsets.UTF_8);
        refused(instance, module + "." + name);
    }

    @ParameterizedTest
    @EnumSource(
            value = Opcode.class,
            names = {
                "NEWOBJ_EX",
                "OBJ",
                "EXT1",
                "EXT2",
                "EXT4",
                "PERSID",
                "BINBYTES",
                "SHORT_BINBYTES",
                "BINBYTES8",
                "BYTEARRAY8",
                "NEXT_BUFFER",
                "READONLY_BUFFER",
                "EMPTY_SET",
                "ADDITEMS",
                "FROZENSET",
                "LONG4",
                "STRING",
                "BINSTRING",
                "SHORT_BINSTRING",
                "UNICODE",
                "FLOAT",
                "DUP"
            })
    void refusesOtherInstructionsByName(Opcode opcode) {
        refused(new PickleBytes().code(opcode).end(), "instruction " + opcode + " at byte 2 is refused");
    }

    @ParameterizedTest
    @CsvSource({
        "2e, not there", // STOP
        "302e, not there", // POP
        "52, not there", // REDUCE
        "4e52, without a tuple", // None REDUCE
        "4e2952, cannot be called", // None () REDUCE
        "4e2981, cannot be called", // None () NEWOBJ
        "81, not there", // NEWOBJ
        "6501, group that did not begin", // APPENDS
        "4e4e61, no list", // None None APPEND
        "4e4b0161, no list",
        "5d4b01284e73, not there", // an item set across a mark
        "284b0130302e, not there", // POP below a mark
        "4e4b014b0173, no table",
        "7d284b0175, without a value",
        "7d294b0173, neither text nor a number", // a tuple as key
        "6807, recalls value 7",
        "6affffffff, recalls value 4294967295",
        "5805000000, cut short",
        "58ffffffff, cut short",
        "8dffffffffffffffff, cut short",
        "8c02c328, not UTF-8",
        "8a05ff00, cut short",
        "8a21, integer of 33 bytes",
        "4978797a0a, number that is none",
        "70310a, not there",
        "4e702d310a, keeps a value under -1",
        "800a, protocol 10",
        "4e4e93, no text", // STACK_GLOBAL of None
        "4e7d62, no table", // BUILD on None
        "4e51, outside of itself", // BINPERSID
        "ff, no instruction",
        "63616263, line without end",
        "'', cut short",
    })
    void refusesWhatIsNotWellFormed(String hex, String part) {
        refused(HexFormat.of().parseHex(hex.replace(" ", "")), part);
    }

    @Test
    void isNotFooledByDepthOrLength() throws Exception {
        byte[] deep = new byte[900_000];
        Arrays.fill(deep, (byte) Opcode.TUPLE1.code());
        deep[0] = (byte) Opcode.NONE.code();
        deep[deep.length - 1] = (byte) Opcode.STOP.code();
        assertThat(read(deep) instanceof PickleTuple).isTrue();

        byte[] longer = new byte[1_000_001];
        Arrays.fill(longer, (byte) Opcode.EMPTY_DICT.code());
        refused(longer, "more than 1000000 instructions");
    }

    private static Object read(byte[] pickle) throws PickleException {
        return Unpickler.read(ByteBuffer.wrap(pickle), Constructors.PLAIN);
    }

    private static void refused(byte[] pickle, String part) {
        assertThatExceptionOfType(PickleException.class)
                .isThrownBy(() -> read(pickle))
                .withMessageContaining(part);
    }
}
