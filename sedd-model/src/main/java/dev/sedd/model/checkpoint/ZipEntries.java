package dev.sedd.model.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The entries of a zip file as slices of its bytes, by the central directory, 64-bit extensions included. Only stored
 * entries, as torch.save writes them: nothing is ever unpacked, so no small file becomes a large one.
 */
final class ZipEntries {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int END64_LOCATOR = 0x07064b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int END64_LOCATOR_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int EXTRA_64 = 1;
    private static final long IN_EXTRA = 0xffffffffL;
    private static final int MOST_ENTRIES = 200_000;

    private final Object where;
    private final MemorySegment file;
    private final Map<String, MemorySegment> entries = new LinkedHashMap<>();
    private long total;

    private ZipEntries(Object where, MemorySegment file) {
        this.where = where;
        this.file = file;
    }

    /**
     * Reads the directory.
     *
     * @param where the file's name for errors
     * @param file all its bytes
     * @return the entries' contents by name, in the directory's order
     */
    static Map<String, MemorySegment> read(Object where, MemorySegment file) throws CheckpointException {
        ZipEntries zip = new ZipEntries(where, file);
        zip.readDirectory();
        return zip.entries;
    }

    /** Whether a file's first four bytes are those of a zip. */
    static boolean beginsZip(byte[] head) {
        return head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }

    private void readDirectory() throws CheckpointException {
        long end = findEnd();
        long count = u16(end + 10);
        long at = Integer.toUnsignedLong(u32(end + 16));
        long locator = end - END64_LOCATOR_BYTES;
        if (locator >= 0 && u32(locator) == END64_LOCATOR) {
            long end64 = u64(locator + 8);
            if (u32(end64) != END64) {
                throw damaged();
            }
            count = u64(end64 + 32);
            at = u64(end64 + 48);
        }
        if (count < 0 || count > MOST_ENTRIES) {
            throw new CheckpointException(where, "is a zip of " + Long.toUnsignedString(count) + " entries; too many");
        }
        for (long i = 0; i < count; i++) {
            at = readEntry(at);
        }
    }

    /** The end record: the last of its signature whose comment reaches exactly to the end of the file. */
    private long findEnd() throws CheckpointException {
        long last = file.byteSize() - END_BYTES;
        for (long at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (file.get(U32, at) == END && at + END_BYTES + u16(at + 20) == file.byteSize()) {
                return at;
            }
        }
        throw new CheckpointException(where, "the zip file is cut short: it has no directory; copy it again");
    }

    /** Reads one entry of the directory; the place of the next. */
    private long readEntry(long at) throws CheckpointException {
        if (u32(at) != CENTRAL) {
            throw damaged();
        }
        int flags = u16(at + 8);
        int method = u16(at + 10);
        long nameLength = u16(at + 28);
        long extraLength = u16(at + 30);
        String name = text(at + CENTRAL_BYTES, nameLength);
        long extra = extra64(at + CENTRAL_BYTES + nameLength, extraLength);
        long[] fields = {u32(at + 24), u32(at + 20), u32(at + 42)}; // size, stored size, place of the local header
        for (int i = 0; i < fields.length; i++) {
            if (Integer.toUnsignedLong((int) fields[i]) == IN_EXTRA && extra >= 0) {
                fields[i] = u64(extra);
                extra += Long.BYTES;
            } else {
                fields[i] = Integer.toUnsignedLong((int) fields[i]);
            }
        }
        if (method != 0 || (flags & 1) != 0 || fields[0] != fields[1]) {
            throw new CheckpointException(
                    where,
                    "entry " + name + " of the zip is compressed or encrypted (" + fields[1] + " bytes for " + fields[0]
                            + "); torch.save stores entries as they are: save the model again with it");
        }
        add(name, fields[2], fields[0]);
        return at + CENTRAL_BYTES + nameLength + extraLength + u16(at + 32);
    }

    private void add(String name, long local, long size) throws CheckpointException {
        if (u32(local) != LOCAL) {
            throw damaged();
        }
        long data = local + LOCAL_BYTES + u16(local + 26) + u16(local + 28);
        need(data, size);
        total += size;
        if (total > file.byteSize()) {
            throw new CheckpointException(
                    where,
                    "the zip's entries overlap: together they are larger than the file; it is not a torch.save file");
        }
        if (entries.put(name, file.asSlice(data, size)) != null) {
            throw new CheckpointException(where, "the zip has two entries named " + name);
        }
    }

    /** Where the 64-bit sizes begin in an entry's extra fields; -1 where there are none. */
    private long extra64(long at, long length) throws CheckpointException {
        long end = at + length;
        while (at + 4 <= end) {
            if (u16(at) == EXTRA_64) {
                return at + 4;
            }
            at += 4 + u16(at + 2);
        }
        return -1;
    }

    private String text(long at, long length) throws CheckpointException {
        need(at, length);
        return new String(file.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private int u16(long at) throws CheckpointException {
        need(at, Short.BYTES);
        return file.get(U16, at) & 0xffff;
    }

    private int u32(long at) throws CheckpointException {
        need(at, Integer.BYTES);
        return file.get(U32, at);
    }

    private long u64(long at) throws CheckpointException {
        need(at, Long.BYTES);
        return file.get(U64, at);
    }

    private void need(long at, long length) throws CheckpointException {
        if (at < 0 || length < 0 || at > file.byteSize() - length) {
            throw damaged();
        }
    }

    private CheckpointException damaged() {
        return new CheckpointException(where, "the zip's directory is damaged; copy the file again");
    }
}
