package dev.sedd.model.checkpoint.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Pickles written by hand, instruction by instruction. Not the writer of anything but tests. */
public final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins a pickle of protocol 2. */
    public PickleBytes() {
        code(Opcode.PROTO).bytes(2);
    }

    PickleBytes code(Opcode opcode) {
        out.write(opcode.code());
        return this;
    }

    PickleBytes bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    /** Pushes what follows as a group. */
    public PickleBytes mark() {
        return code(Opcode.MARK);
    }

    public PickleBytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        code(Opcode.BINUNICODE).i32(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    public PickleBytes number(int value) {
        return code(Opcode.BININT).i32(value);
    }

    public PickleBytes global(String module, String name) {
        code(Opcode.GLOBAL);
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public PickleBytes tuple() {
        return code(Opcode.TUPLE);
    }

    public PickleBytes numbers(int... values) {
        mark();
        for (int value : values) {
            number(value);
        }
        return tuple();
    }

    public PickleBytes emptyTable() {
        return code(Opcode.EMPTY_DICT);
    }

    public PickleBytes emptyList() {
        return code(Opcode.EMPTY_LIST);
    }

    public PickleBytes append() {
        return code(Opcode.APPEND);
    }

    public PickleBytes setItem() {
        return code(Opcode.SETITEM);
    }

    public PickleBytes none() {
        return code(Opcode.NONE);
    }

    public PickleBytes newObject() {
        return code(Opcode.NEWOBJ);
    }

    public PickleBytes build() {
        return code(Opcode.BUILD);
    }

    public PickleBytes reduce() {
        return code(Opcode.REDUCE);
    }

    /** A tensor, as torch.save writes it: a view of storage {@code key} of that type and count. */
    public PickleBytes tensor(String type, String key, int count, int offset, int[] size, int[] stride) {
        global("torch._utils", "_rebuild_tensor_v2").mark();
        mark().text("storage")
                .global("torch", type)
                .text(key)
                .text("cpu")
                .number(count)
                .tuple();
        code(Opcode.BINPERSID).number(offset).numbers(size).numbers(stride).code(Opcode.NEWFALSE);
        return global("collections", "OrderedDict").numbers().reduce().tuple().reduce();
    }

    /** The pickle, ended. */
    public byte[] end() {
        code(Opcode.STOP);
        return out.toByteArray();
    }

    private PickleBytes i32(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }
}
