package dev.sedd.kernels;

import dev.sedd.kernels.internal.Lanes;

/** How wide the vectors of this run are; for reports. Results do not depend on it. */
public final class VectorWidth {
    private VectorWidth() {}

    /** Bits in a vector: 128, 256 or 512. */
    public static int bits() {
        return Lanes.BITS;
    }
}
