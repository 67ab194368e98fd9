package dev.sedd.model.network;

/** The two published families of networks. */
public enum Family {
    /** The annotated notebook's: position table, attention applied twice, exact GELU. {@code model.type: nanogpt}. */
    NANOGPT("nanogpt"),
    /**
     * The paper's: rotary positions, GELU by tanh, biases in the MLP. {@code model.type: ddit}. It is called after the method, by which
     * networks of the other family are trained as well.
     */
    SEDD("ddit");

    private final String type;

    Family(String type) {
        this.type = type;
    }

    /** The word for it in a configuration's {@code model.type}. */
    public String type() {
        return type;
    }
}
