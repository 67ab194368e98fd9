package dev.sedd.kernels.internal;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Panels of B in bfloat16. A row of a panel, two vectors of floats, is one vector of ints: lane j holds column j in its lower half
 * and column L + j in its upper half, so that widening is a shift and a mask. Places are counted in floats of the wide panel.
 */
final class HalfPanels {
    private static final VectorSpecies<Integer> I = Lanes.INT;
    private static final int L = Lanes.LENGTH;
    private static final int HALF = 16;
    private static final int UPPER = 0xffff0000;

    private HalfPanels() {}

    /** Room for what takes {@code floats} floats in wide panels. */
    static MemorySegment allocate(int floats) {
        return Panels.allocate(Math.ceilDiv(floats, 2));
    }

    /** Rounds {@code rows} rows of a wide panel, from its start, into {@code halves} from place {@code to} on. */
    static void narrow(int rows, MemorySegment wide, MemorySegment halves, int to) {
        for (int p = 0; p < rows; p++) {
            long row = Panels.at(p * MicroKernel.NR);
            IntVector low = rounded(IntVector.fromMemorySegment(I, wide, row, Panels.ORDER));
            IntVector high = rounded(IntVector.fromMemorySegment(I, wide, row + Panels.at(L), Panels.ORDER));
            low.lanewise(VectorOperators.LSHR, HALF)
                    .or(high.and(UPPER))
                    .intoMemorySegment(halves, half(to) + row / 2, Panels.ORDER);
        }
    }

    /** Widens {@code rows} rows of {@code packed}, from place {@code from} on, to the start of a panel. */
    static void widen(int rows, MemorySegment packed, int from, MemorySegment panel) {
        MemorySegment halves = Panels.known(packed);
        MemorySegment wide = Panels.known(panel);
        for (int p = 0; p < rows; p++) {
            long row = Panels.at(p * MicroKernel.NR);
            IntVector both = IntVector.fromMemorySegment(I, halves, half(from) + row / 2, Panels.ORDER);
            both.lanewise(VectorOperators.LSHL, HALF).intoMemorySegment(wide, row, Panels.ORDER);
            both.and(UPPER).intoMemorySegment(wide, row + Panels.at(L), Panels.ORDER);
        }
    }

    private static long half(int index) {
        return Panels.at(index) / 2;
    }

    /** The bits of floats, rounded to those whose lower half is to be cut off; NaN keeps its upper half and is made quiet. */
    private static IntVector rounded(IntVector bits) {
        IntVector odd = bits.lanewise(VectorOperators.LSHR, HALF).and(1);
        VectorMask<Integer> nan = bits.and(0x7fffffff).compare(VectorOperators.GT, 0x7f800000);
        return bits.add(odd).add(0x7fff).blend(bits.or(0x400000), nan);
    }
}
