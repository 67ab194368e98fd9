package dev.sedd.kernels.internal;

/** C cut into a grid of parts, one for each thread: as many bands of rows as the rows allow, the rest over columns. */
record Split(int m, int n, int bands, int stripes) {
    /** Tiles below which a band of rows reads B too often for what it computes. */
    private static final int TILES_IN_A_BAND = 4;

    static Split of(int m, int n, int threads) {
        int rowTiles = Packing.ceilDiv(m, MicroKernel.MR);
        int columnTiles = Packing.ceilDiv(n, MicroKernel.NR);
        int bands = Math.min(threads, Math.max(1, rowTiles / TILES_IN_A_BAND));
        return new Split(m, n, bands, Math.min(columnTiles, Math.max(1, threads / bands)));
    }

    int count() {
        return bands * stripes;
    }

    int fromRow(int part) {
        return cut(m, MicroKernel.MR, part / stripes, bands);
    }

    int toRow(int part) {
        return cut(m, MicroKernel.MR, part / stripes + 1, bands);
    }

    int fromColumn(int part) {
        return cut(n, MicroKernel.NR, part % stripes, stripes);
    }

    int toColumn(int part) {
        return cut(n, MicroKernel.NR, part % stripes + 1, stripes);
    }

    /** Where part {@code index} of {@code parts} begins, in whole tiles. */
    private static int cut(int size, int tile, int index, int parts) {
        long tiles = Packing.ceilDiv(size, tile);
        return (int) Math.min(size, tiles * index / parts * tile);
    }
}
