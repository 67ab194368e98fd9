package dev.sedd.model.checkpoint;

import java.util.Optional;

/** The element types of tensors in files, by the names that safetensors gives them. */
public enum DType {
    /** IEEE 754 double. */
    F64(8, true),
    /** IEEE 754 single. */
    F32(4, true),
    /** IEEE 754 half. */
    F16(2, true),
    /** The upper half of a single: 8 bits of exponent, 7 of fraction. */
    BF16(2, true),
    /** Signed, 64 bits. */
    I64(8, false),
    /** Signed, 32 bits. */
    I32(4, false),
    /** Signed, 16 bits. */
    I16(2, false),
    /** Signed, 8 bits. */
    I8(1, false),
    /** Unsigned, 8 bits. */
    U8(1, false),
    /** One byte, 0 or 1. */
    BOOL(1, false);

    private final int bytes;
    private final boolean floating;

    DType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** The bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether it is one of the floating-point types. */
    public boolean floating() {
        return floating;
    }

    /** The type of that exact name, if there is one. */
    public static Optional<DType> named(String name) {
        for (DType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
