package dev.sedd.model.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * The header of a safetensors file: eight bytes of length N, little-endian; N bytes of JSON, an object of
 * {@code name: {"dtype", "shape", "data_offsets": [begin, end]}} and perhaps {@code __metadata__}, a map of strings; then
 * the data, to which the offsets are relative. Nothing in it is believed unchecked: the tensors must cover the data
 * without gap or overlap, each with exactly the bytes of its shape.
 *
 * @param entries the tensors by name, in the order of the header
 * @param dataStart where the data begins in the file
 */
record SafetensorsHeader(Map<String, Entry> entries, long dataStart) {
    /** The longest header that the format allows. */
    static final int LONGEST = 100_000_000;

    private static final int MOST_TENSORS = 200_000;
    private static final int MOST_METADATA = 10_000;
    private static final int LONGEST_TEXT = 10_000_000;
    private static final int MOST_DIMENSIONS = 16;
    private static final String METADATA = "__metadata__";
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final JsonFactory JSON = JsonTree.factory(8, LONGEST_TEXT);

    /** A tensor and its bytes [begin, end) in the data. */
    record Entry(TensorInfo info, long begin, long end) {}

    /**
     * Reads and checks the header.
     *
     * @param where the file's name for errors
     * @param file all bytes of the file
     */
    static SafetensorsHeader read(Object where, MemorySegment file) throws CheckpointException {
        if (file.byteSize() == 0) {
            throw new CheckpointException(where, "the file is empty; copy it again");
        }
        if (file.byteSize() < Long.BYTES + 2) {
            throw new CheckpointException(
                    where, "not a safetensors file: " + file.byteSize() + " bytes are too few for a header");
        }
        long length = file.get(LENGTH, 0);
        if (length < 2 || length > LONGEST) {
            throw new CheckpointException(
                    where, "not a safetensors file: it claims a header of " + Long.toUnsignedString(length) + " bytes");
        }
        if (length > file.byteSize() - Long.BYTES) {
            throw new CheckpointException(
                    where,
                    "cut short or not a safetensors file: a header of " + length + " bytes in a file of "
                            + file.byteSize());
        }
        byte[] json = file.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        if (json[0] != '{') {
            throw new CheckpointException(where, "not a safetensors file: its header does not begin with '{'");
        }
        Map<String, Entry> entries;
        try (JsonParser parser = JsonTree.parser(JSON, json)) {
            entries = new Parse(where, parser).header();
        } catch (JacksonException e) {
            throw new CheckpointException(
                    where, "the safetensors header is not valid JSON: " + JsonErrors.describe(e), e);
        }
        checkCover(where, entries, file.byteSize() - Long.BYTES - length);
        return new SafetensorsHeader(entries, Long.BYTES + length);
    }

    /** Checks that the tensors, in the order of their offsets, follow each other from 0 to the end of the data. */
    private static void checkCover(Object where, Map<String, Entry> entries, long dataLength)
            throws CheckpointException {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : sorted) {
            if (entry.begin != end) {
                throw new CheckpointException(
                        where,
                        "tensor " + entry.info.name() + " begins at " + entry.begin + ", where the one before ends at "
                                + end + ": the header's data_offsets "
                                + (entry.begin < end ? "overlap" : "leave a hole"));
            }
            end = entry.end;
            if (end > dataLength) {
                throw new CheckpointException(
                        where,
                        "cut short: tensor " + entry.info.name() + " ends at " + end + " of " + dataLength
                                + " bytes of data; copy the file again");
            }
        }
        if (end != dataLength) {
            throw new CheckpointException(
                    where, "the tensors end at byte " + end + " of the data, but it has " + dataLength + " bytes");
        }
    }

    /** The JSON, token by token, so that a header as long as allowed takes no more memory than its tensors. */
    private record Parse(Object where, JsonParser parser) {
        Map<String, Entry> header() throws CheckpointException {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "the header");
            Map<String, Entry> entries = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (name.equals(METADATA)) {
                    metadata();
                } else {
                    entries.put(name, entry(name));
                }
                if (entries.size() > MOST_TENSORS) {
                    throw new CheckpointException(where, "has more than " + MOST_TENSORS + " tensors");
                }
            }
            if (parser.nextToken() != null) {
                throw new CheckpointException(where, "the safetensors header goes on after its last '}'");
            }
            return entries;
        }

        private void metadata() throws CheckpointException {
            expect(parser.nextToken(), JsonToken.START_OBJECT, METADATA);
            for (int count = 0; parser.nextToken() == JsonToken.PROPERTY_NAME; count++) {
                if (count == MOST_METADATA) {
                    throw new CheckpointException(where, METADATA + " has more than " + MOST_METADATA + " entries");
                }
                expect(parser.nextToken(), JsonToken.VALUE_STRING, METADATA + "." + parser.currentName());
            }
        }

        private Entry entry(String name) throws CheckpointException {
            expect(parser.nextToken(), JsonToken.START_OBJECT, name);
            DType dtype = null;
            List<Long> shape = null;
            List<Long> offsets = null;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                switch (key) {
                    case "dtype" -> dtype = dtype(name);
                    case "shape" -> shape = numbers(name + ".shape", MOST_DIMENSIONS);
                    case "data_offsets" -> offsets = numbers(name + ".data_offsets", 2);
                    default -> throw new CheckpointException(where, "tensor " + name + " has an unknown key " + key);
                }
            }
            if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
                throw new CheckpointException(
                        where, "tensor " + name + " does not have a dtype, a shape and two data_offsets");
            }
            TensorInfo info = info(name, dtype, shape);
            long begin = offsets.get(0);
            long end = offsets.get(1);
            if (end - begin != info.bytes()) {
                throw new CheckpointException(
                        where,
                        "tensor " + name + " of " + dtype + " " + shape + " needs " + info.bytes()
                                + " bytes, but its data_offsets " + offsets + " span " + (end - begin));
            }
            return new Entry(info, begin, end);
        }

        private DType dtype(String name) throws CheckpointException {
            expect(parser.nextToken(), JsonToken.VALUE_STRING, name + ".dtype");
            String dtype = parser.getString();
            return DType.named(dtype)
                    .orElseThrow(() -> new CheckpointException(
                            where, "tensor " + name + " has type " + dtype + ", which is not supported"));
        }

        private TensorInfo info(String name, DType dtype, List<Long> shape) throws CheckpointException {
            try {
                return new TensorInfo(
                        name, dtype, shape.stream().map(Math::toIntExact).toList());
            } catch (ArithmeticException | IllegalArgumentException e) {
                throw new CheckpointException(where, "tensor " + name + ": shape " + shape + " is too large", e);
            }
        }

        /** An array of integers that are not negative. */
        private List<Long> numbers(String what, int most) throws CheckpointException {
            expect(parser.nextToken(), JsonToken.START_ARRAY, what);
            List<Long> numbers = new ArrayList<>();
            while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                long number = parser.getLongValue();
                if (number < 0 || numbers.size() == most) {
                    throw new CheckpointException(
                            where, what + " holds " + (number < 0 ? number : "more than " + most + " numbers"));
                }
                numbers.add(number);
            }
            expect(parser.currentToken(), JsonToken.END_ARRAY, what);
            return numbers;
        }

        private void expect(JsonToken is, JsonToken expected, String what) throws CheckpointException {
            if (is != expected) {
                throw new CheckpointException(
                        where,
                        "the safetensors header has " + JsonErrors.name(is) + " at " + what + ", where "
                                + JsonErrors.name(expected) + " is due");
            }
        }
    }
}
