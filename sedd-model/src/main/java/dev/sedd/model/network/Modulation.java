package dev.sedd.model.network;

/** The six vectors of a block's adaLN layer, in the order of its output rows (Peebles and Xie 2023, §3.2). */
public final class Modulation {
    /** Shift before attention. */
    public static final int SHIFT_ATTENTION = 0;

    /** Scale before attention. */
    public static final int SCALE_ATTENTION = 1;

    /** Gate after attention. */
    public static final int GATE_ATTENTION = 2;

    /** Shift before the MLP. */
    public static final int SHIFT_MLP = 3;

    /** Scale before the MLP. */
    public static final int SCALE_MLP = 4;

    /** Gate after the MLP. */
    public static final int GATE_MLP = 5;

    /** How many there are. */
    public static final int PARTS = 6;

    private Modulation() {}
}
