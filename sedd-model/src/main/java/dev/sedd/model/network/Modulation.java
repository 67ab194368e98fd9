package dev.sedd.model.network;

/** The six vectors of a block's adaLN layer, in the order of its output rows (Peebles and Xie 2023, §3.2). */
final class Modulation {
    static final int SHIFT_ATTENTION = 0;
    static final int SCALE_ATTENTION = 1;
    static final int GATE_ATTENTION = 2;
    static final int SHIFT_MLP = 3;
    static final int SCALE_MLP = 4;
    static final int GATE_MLP = 5;

    private Modulation() {}
}
