package dev.sedd.kernels.internal;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.sedd.kernels.Bfloat16;
import dev.sedd.kernels.MatrixRows;
import dev.sedd.kernels.Storage;
import dev.sedd.kernels.Workers;
import java.lang.foreign.MemorySegment;

/** The rows of an embedding table, one after the other, as floats or as bfloat16. */
public final class TableRows {
    private TableRows() {}

    /** A table of {@code rows} rows, read a strip at a time. */
    public static MemorySegment of(int rows, int columns, MatrixRows table, Storage storage, Workers workers) {
        boolean halves = storage == Storage.BFLOAT16;
        int size = rows * columns;
        MemorySegment values = Panels.allocate(halves ? Math.ceilDiv(size, 2) : size);
        int strip = Math.max(1, VectorGemm.STRIP / Math.max(1, columns));
        workers.forEach(Math.ceilDiv(rows, strip), part -> {
            int from = part * strip;
            int count = Math.min(strip, rows - from);
            float[] read = Scratch.STRIP.floats(count * columns);
            table.read(from, count, read);
            if (halves) {
                narrow(count * columns, read, values, from * columns);
            } else {
                Panels.copy(read, 0, count * columns, values, from * columns);
            }
        });
        return values;
    }

    /** {@code y := row} of a table. */
    public static void copy(MemorySegment values, Storage storage, int row, int columns, float[] y, int yOff) {
        if (storage == Storage.BFLOAT16) {
            widen(columns, values, row * columns, y, yOff);
        } else {
            MemorySegment.copy(values, JAVA_FLOAT, Panels.at(row * columns), y, yOff, columns);
        }
    }

    private static void narrow(int n, float[] x, MemorySegment halves, int to) {
        for (int j = 0; j < n; j++) {
            halves.set(JAVA_SHORT, half(to + j), Bfloat16.round(x[j]));
        }
    }

    private static void widen(int n, MemorySegment halves, int from, float[] y, int yOff) {
        for (int j = 0; j < n; j++) {
            y[yOff + j] = Bfloat16.widen(halves.get(JAVA_SHORT, half(from + j)));
        }
    }

    private static long half(int index) {
        return (long) index * Short.BYTES;
    }
}
