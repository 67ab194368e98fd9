package dev.sedd.model.checkpoint.pickle;

/** The instructions of pickle, protocols 0 to 5, with their codes and whether they are carried out here. */
enum Opcode {
    MARK('(', true),
    STOP('.', true),
    POP('0', true),
    POP_MARK('1', true),
    DUP('2', false),
    FLOAT('F', false),
    INT('I', true),
    BININT('J', true),
    BININT1('K', true),
    LONG('L', true),
    BININT2('M', true),
    NONE('N', true),
    PERSID('P', false),
    BINPERSID('Q', true),
    REDUCE('R', true),
    STRING('S', false),
    BINSTRING('T', false),
    SHORT_BINSTRING('U', false),
    UNICODE('V', false),
    BINUNICODE('X', true),
    APPEND('a', true),
    BUILD('b', true),
    GLOBAL('c', true),
    DICT('d', true),
    EMPTY_DICT('}', true),
    APPENDS('e', true),
    GET('g', true),
    BINGET('h', true),
    INST('i', true),
    LONG_BINGET('j', true),
    LIST('l', true),
    EMPTY_LIST(']', true),
    OBJ('o', false),
    PUT('p', true),
    BINPUT('q', true),
    LONG_BINPUT('r', true),
    SETITEM('s', true),
    TUPLE('t', true),
    EMPTY_TUPLE(')', true),
    SETITEMS('u', true),
    BINFLOAT('G', true),
    PROTO(0x80, true),
    NEWOBJ(0x81, true),
    EXT1(0x82, false),
    EXT2(0x83, false),
    EXT4(0x84, false),
    TUPLE1(0x85, true),
    TUPLE2(0x86, true),
    TUPLE3(0x87, true),
    NEWTRUE(0x88, true),
    NEWFALSE(0x89, true),
    LONG1(0x8a, true),
    LONG4(0x8b, false),
    BINBYTES('B', false),
    SHORT_BINBYTES('C', false),
    SHORT_BINUNICODE(0x8c, true),
    BINUNICODE8(0x8d, true),
    BINBYTES8(0x8e, false),
    EMPTY_SET(0x8f, false),
    ADDITEMS(0x90, false),
    FROZENSET(0x91, false),
    NEWOBJ_EX(0x92, false),
    STACK_GLOBAL(0x93, true),
    MEMOIZE(0x94, true),
    FRAME(0x95, true),
    BYTEARRAY8(0x96, false),
    NEXT_BUFFER(0x97, false),
    READONLY_BUFFER(0x98, false);

    private static final Opcode[] BY_CODE = new Opcode[256];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;
    private final boolean allowed;

    Opcode(int code, boolean allowed) {
        this.code = code;
        this.allowed = allowed;
    }

    /** The instruction of a code, where it is one that is carried out. */
    static Opcode allowed(int code, int position) throws PickleException {
        Opcode opcode = BY_CODE[code];
        if (opcode == null) {
            throw new PickleException(
                    "not a pickle, or damaged: byte " + position + " is " + code + ", no instruction");
        }
        if (!opcode.allowed) {
            throw new PickleException("the pickle's instruction " + opcode + " at byte " + position
                    + " is refused; only tensors, tables, lists, numbers and text are read");
        }
        return opcode;
    }

    int code() {
        return code;
    }
}
