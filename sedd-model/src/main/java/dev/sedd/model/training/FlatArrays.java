package dev.sedd.model.training;

import dev.sedd.kernels.Workers;

/** Passes over flat arrays, in pieces whose bounds do not depend on the number of threads. */
final class FlatArrays {
    /** Elements of a piece: enough to be worth a task, and few enough that even small networks have several. */
    static final int PIECE = 1 << 16;

    private FlatArrays() {}

    /** Work on {@code n} elements from {@code off} on. */
    @FunctionalInterface
    interface Piece {
        void run(int n, int off);
    }

    /** How many pieces an array of that size has. */
    static int pieces(int size) {
        return Math.ceilDiv(size, PIECE);
    }

    /** Runs a piece of work on all elements of arrays of that size. */
    static void forEach(Workers workers, int size, Piece piece) {
        workers.forEach(pieces(size), i -> piece.run(Math.min(PIECE, size - i * PIECE), i * PIECE));
    }
}
