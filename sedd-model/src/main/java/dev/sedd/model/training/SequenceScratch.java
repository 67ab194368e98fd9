package dev.sedd.model.training;

/**
 * Arrays for the work on one sequence, which hold nothing from one piece of it to the next. They are small enough to stay in
 * the cache of the core that uses them.
 */
final class SequenceScratch {
    final float[] normed; // (T, D) a norm's output
    final float[] hidden; // (T, 4D) the MLP's, after GELU
    final float[] dNormed; // (T, D)
    final float[] dAttended; // (T, D)

    /** For a sequence of T. */
    SequenceScratch(int length, int width) {
        int size = Math.multiplyExact(length, width);
        normed = new float[size];
        hidden = new float[Math.multiplyExact(4, size)];
        dNormed = new float[size];
        dAttended = new float[size];
    }
}
