package dev.sedd.model.network;

/** The vectors of adaLN layers in the order of their output rows: a block's (Peebles and Xie 2023, §3.2), and the head's. */
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

    /** How many there are in a block. */
    public static final int PARTS = 6;

    /** Shift before the head's linear layer. */
    public static final int SHIFT_HEAD = 0;

    /** Scale before it. */
    public static final int SCALE_HEAD = 1;

    /** How many there are in the head. */
    public static final int PARTS_HEAD = 2;

    private Modulation() {}
}
