package dev.sedd.model.training;

/**
 * What the weight gradients of one branch of one block are made of, for all rows. It is filled sequence by sequence in the backward
 * pass; the next block uses it again once this block's weight gradients are done.
 */
final class BranchRows {
    private final int multiple;
    float[] in = {}; // (B·T, D) the branch's input, computed again
    float[] dInner = {}; // (B·T, multiple · D) the gradient of its first layer's output
    float[] dOut = {}; // (B·T, D) that of its output

    /** Its first layer widens D by {@code multiple}. */
    BranchRows(int multiple) {
        this.multiple = multiple;
    }

    void resize(int rows, int width) {
        in = Pass.room(in, rows, width);
        dInner = Pass.room(dInner, rows, multiple * width);
        dOut = Pass.room(dOut, rows, width);
    }
}
