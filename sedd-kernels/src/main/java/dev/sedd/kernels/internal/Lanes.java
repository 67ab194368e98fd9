package dev.sedd.kernels.internal;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of this run: the widest that the processor prefers, at most 512 bits. The system property
 * {@code dev.sedd.kernels.bits} (128, 256 or 512) overrides it, for tests and for measurements.
 *
 * <p>Reductions over a row are laid out in {@link #VIRTUAL} interleaved partial sums whatever the width, so that every width rounds
 * alike.
 */
public final class Lanes {
    /** The system property that overrides the vector width, in bits. */
    public static final String PROPERTY = "dev.sedd.kernels.bits";

    /** Bits in a vector. */
    public static final int BITS = bits();

    /** The species of all float vectors. */
    public static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_512.withShape(VectorShape.forBitSize(BITS));

    /** The species of all int vectors, with as many lanes as {@link #FLOAT}. */
    public static final VectorSpecies<Integer> INT = IntVector.SPECIES_512.withShape(VectorShape.forBitSize(BITS));

    /** The species of all double vectors, with half as many lanes. */
    public static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_512.withShape(VectorShape.forBitSize(BITS));

    /** Floats in a vector. */
    public static final int LENGTH = FLOAT.length();

    /** Interleaved partial sums of a reduction over floats: element j of a row belongs to sum j mod 16. */
    public static final int VIRTUAL = 16;

    private static final VectorMask<Float>[] FIRST = firsts();

    private Lanes() {}

    /**
     * The mask of the first {@code n} lanes, all of them where n is larger. With a mask on every vector a loop takes twice as long
     * from L1: those that are hot have one for the tail of a row alone.
     */
    public static VectorMask<Float> first(int n) {
        return FIRST[Math.min(n, LENGTH)];
    }

    /**
     * The masks of the first 0, 1 .. lanes, up to all. From a table a mask costs the compiler a load, made on the spot so much code
     * that it stops inlining.
     */
    private static VectorMask<Float>[] firsts() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        VectorMask<Float>[] masks = new VectorMask[LENGTH + 1];
        for (int n = 0; n < masks.length; n++) {
            masks[n] = FLOAT.indexInRange(0, n);
        }
        return masks;
    }

    private static int bits() {
        String wanted = System.getProperty(PROPERTY);
        if (wanted == null) {
            return Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize());
        }
        return switch (wanted) {
            case "128" -> 128;
            case "256" -> 256;
            case "512" -> 512;
            default -> throw new IllegalArgumentException(PROPERTY + "=" + wanted + " is not 128, 256 or 512");
        };
    }
}
