package dev.sedd.model.checkpoint.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The interpreter. Python's values become: None null, bool {@link Boolean}, int {@link Long} or {@link BigInteger}, float
 * {@link Double}, str {@link String}, list {@link ArrayList}, tuple {@link PickleTuple}, dict {@link LinkedHashMap}; and
 * what the {@link Constructors} make, or let stand as {@link Unmade}. Nothing recurses, so that no nesting is too deep; a list may hold itself.
 */
public final class Unpickler {
    private static final int MOST_STEPS = 1_000_000;
    private static final int LONGEST_INTEGER = 32;
    private static final int LATEST_PROTOCOL = 5;

    private final PickleInput in;
    private final Constructors constructors;
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private Unpickler(ByteBuffer bytes, Constructors constructors) {
        this.in = new PickleInput(bytes);
        this.constructors = constructors;
    }

    /**
     * Reads one pickle.
     *
     * @param bytes the pickle, from the buffer's position on; the position is not moved
     * @param constructors what it may name and call
     * @throws PickleException where it is damaged, too large, or asks for what is refused
     */
    public static Object read(ByteBuffer bytes, Constructors constructors) throws PickleException {
        return new Unpickler(bytes, constructors).run();
    }

    private Object run() throws PickleException {
        for (int step = 0; step < MOST_STEPS; step++) {
            int position = in.position();
            Opcode opcode = Opcode.allowed(in.u8(), position);
            if (opcode == Opcode.STOP) {
                return pop();
            }
            perform(opcode);
        }
        throw new PickleException("the pickle has more than " + MOST_STEPS + " instructions");
    }

    private void perform(Opcode opcode) throws PickleException {
        switch (opcode) {
            case PROTO -> checkProtocol(in.u8());
            case FRAME -> in.i64();
            case MARK -> marks.add(stack.size());
            case POP -> pop();
            case POP_MARK -> popToMark();
            case GLOBAL, INST, STACK_GLOBAL, REDUCE, NEWOBJ, BUILD, BINPERSID -> performObject(opcode);
            case GET, BINGET, LONG_BINGET, PUT, BINPUT, LONG_BINPUT, MEMOIZE -> performMemo(opcode);
            case EMPTY_LIST, LIST, APPEND, APPENDS, EMPTY_DICT, DICT, SETITEM, SETITEMS -> performContainer(opcode);
            case EMPTY_TUPLE, TUPLE, TUPLE1, TUPLE2, TUPLE3 -> performTuple(opcode);
            default -> stack.add(scalar(opcode));
        }
    }

    private Object scalar(Opcode opcode) throws PickleException {
        return switch (opcode) {
            case NONE -> null;
            case NEWTRUE -> Boolean.TRUE;
            case NEWFALSE -> Boolean.FALSE;
            case BININT -> (long) in.i32();
            case BININT1 -> (long) in.u8();
            case BININT2 -> (long) in.u16();
            case INT -> decimal(in.line());
            case LONG -> decimal(withoutSuffix(in.line()));
            case LONG1 -> integer(in.take(checkedLength(in.u8())));
            case BINFLOAT -> in.bigEndianDouble();
            case SHORT_BINUNICODE -> in.utf8(in.u8());
            case BINUNICODE -> in.utf8(in.u32());
            case BINUNICODE8 -> in.utf8(in.i64());
            default -> throw new AssertionError(opcode);
        };
    }

    private void performObject(Opcode opcode) throws PickleException {
        switch (opcode) {
            case GLOBAL -> stack.add(constructors.global(in.line(), in.line()));
            case INST -> throw Constructors.refusal(in.line(), in.line());
            case STACK_GLOBAL -> {
                Object name = pop();
                Object module = pop();
                if (!(name instanceof String n) || !(module instanceof String m)) {
                    throw new PickleException("the pickle names something by what is no text");
                }
                stack.add(constructors.global(m, n));
            }
            case REDUCE, NEWOBJ -> {
                if (!(pop() instanceof PickleTuple arguments)) {
                    throw new PickleException("the pickle makes a call without a tuple of arguments");
                }
                Object callable = pop();
                stack.add(callable instanceof Unmade ? callable : constructors.call(callable, arguments.items()));
            }
            case BUILD -> {
                // An ordered dict's attributes, such as a state dict's _metadata: of no use here.
                boolean attributes = pop() instanceof Map<?, ?>;
                if (!(peek() instanceof Unmade) && !(attributes && peek() instanceof Map<?, ?>)) {
                    throw new PickleException("the pickle sets the state of something that is no table");
                }
            }
            case BINPERSID -> stack.add(constructors.persistent(pop()));
            default -> throw new AssertionError(opcode);
        }
    }

    private void performMemo(Opcode opcode) throws PickleException {
        switch (opcode) {
            case GET -> stack.add(recall(memoIndex(in.line())));
            case BINGET -> stack.add(recall(in.u8()));
            case LONG_BINGET -> stack.add(recall(in.u32()));
            case PUT -> memo.put(memoIndex(in.line()), peek());
            case BINPUT -> memo.put((long) in.u8(), peek());
            case LONG_BINPUT -> memo.put(in.u32(), peek());
            case MEMOIZE -> memo.put((long) memo.size(), peek());
            default -> throw new AssertionError(opcode);
        }
    }

    private void performContainer(Opcode opcode) throws PickleException {
        switch (opcode) {
            case EMPTY_LIST -> stack.add(new ArrayList<>());
            case LIST -> stack.add(popToMark());
            case APPEND -> {
                Object item = pop();
                list().add(item);
            }
            case APPENDS -> {
                List<Object> items = popToMark();
                list().addAll(items);
            }
            case EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case DICT -> {
                List<Object> items = popToMark();
                stack.add(new LinkedHashMap<>());
                putAll(items);
            }
            case SETITEM -> {
                Object value = pop();
                Object key = pop();
                put(key, value);
            }
            case SETITEMS -> putAll(popToMark());
            default -> throw new AssertionError(opcode);
        }
    }

    private void performTuple(Opcode opcode) throws PickleException {
        List<Object> items = switch (opcode) {
            case EMPTY_TUPLE -> List.of();
            case TUPLE1 -> popMany(1);
            case TUPLE2 -> popMany(2);
            case TUPLE3 -> popMany(3);
            default -> popToMark();
        };
        stack.add(new PickleTuple(items));
    }

    /** The lowest place that may be popped: what lies below the last mark belongs to an outer expression. */
    private int floor() {
        return marks.isEmpty() ? 0 : marks.getLast();
    }

    private Object peek() throws PickleException {
        if (stack.size() <= floor()) {
            throw new PickleException("the pickle uses a value that is not there, before byte " + in.position());
        }
        return stack.getLast();
    }

    private Object pop() throws PickleException {
        peek();
        return stack.removeLast();
    }

    private List<Object> popMany(int count) throws PickleException {
        if (stack.size() - floor() < count) {
            throw new PickleException("the pickle uses values that are not there, before byte " + in.position());
        }
        return popFrom(stack.size() - count);
    }

    private List<Object> popToMark() throws PickleException {
        if (marks.isEmpty()) {
            throw new PickleException("the pickle ends a group that did not begin, before byte " + in.position());
        }
        return popFrom(marks.removeLast());
    }

    private List<Object> popFrom(int first) {
        List<Object> top = stack.subList(first, stack.size());
        List<Object> items = new ArrayList<>(top);
        top.clear();
        return items;
    }

    private Object recall(long index) throws PickleException {
        if (!memo.containsKey(index)) {
            throw new PickleException("the pickle recalls value " + index + ", which it did not keep");
        }
        return memo.get(index);
    }

    @SuppressWarnings("unchecked") // lists come from this class only, and hold any object
    private List<Object> list() throws PickleException {
        if (peek() instanceof Unmade) {
            return new ArrayList<>();
        }
        if (peek() instanceof ArrayList<?> list) {
            return (List<Object>) list;
        }
        throw new PickleException("the pickle appends to what is no list, before byte " + in.position());
    }

    private void putAll(List<Object> items) throws PickleException {
        if (items.size() % 2 != 0) {
            throw new PickleException("the pickle has a key without a value, before byte " + in.position());
        }
        for (int i = 0; i < items.size(); i += 2) {
            put(items.get(i), items.get(i + 1));
        }
    }

    @SuppressWarnings("unchecked") // maps come from this class and OrderedDict only, and hold any object
    private void put(Object key, Object value) throws PickleException {
        if (peek() instanceof Unmade) {
            return;
        }
        if (!(peek() instanceof LinkedHashMap<?, ?> map)) {
            throw new PickleException("the pickle sets an item of what is no table, before byte " + in.position());
        }
        if (!(key == null || key instanceof String || key instanceof Number || key instanceof Boolean)) {
            throw new PickleException("the pickle has a key that is neither text nor a number");
        }
        ((Map<Object, Object>) map).put(key, value);
    }

    private static void checkProtocol(int protocol) throws PickleException {
        if (protocol > LATEST_PROTOCOL) {
            throw new PickleException("the pickle is of protocol " + protocol + "; known are 0 to " + LATEST_PROTOCOL);
        }
    }

    private static int checkedLength(int length) throws PickleException {
        if (length > LONGEST_INTEGER) {
            throw new PickleException("the pickle has an integer of " + length + " bytes");
        }
        return length;
    }

    private static long memoIndex(String line) throws PickleException {
        if (decimal(line) instanceof Long index && index >= 0) {
            return index;
        }
        throw new PickleException("the pickle keeps a value under " + line);
    }

    private static String withoutSuffix(String line) {
        return line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    }

    /** A number in decimal digits; 00 and 01 are the truth values. */
    private static Object decimal(String line) throws PickleException {
        if (line.equals("00") || line.equals("01")) {
            return line.equals("01");
        }
        if (!line.matches("-?[0-9]{1,70}")) {
            throw new PickleException("the pickle has a number that is none: " + line);
        }
        return smallest(new BigInteger(line));
    }

    /** A little-endian two's complement number; no bytes are 0. */
    private static Object integer(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length + 1];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[bigEndian.length - 1 - i] = littleEndian[i];
        }
        bigEndian[0] = (byte) (littleEndian.length > 0 && littleEndian[littleEndian.length - 1] < 0 ? -1 : 0);
        return smallest(new BigInteger(bigEndian));
    }

    private static Object smallest(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
