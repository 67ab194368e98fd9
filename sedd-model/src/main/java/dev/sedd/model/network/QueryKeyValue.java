package dev.sedd.model.network;

/**
 * The projection to queries, keys and values, into the columns of {@code qkv}. It is one product, but in the last block,
 * where all positions need keys and values and only those still wanted a query: there it is two.
 */
final class QueryKeyValue {
    private final Layer queries; // (D, D), or null where the other one gives them, too
    private final Layer others; // (2D, D) or (3D, D)

    /** @param apart whether queries are wanted of other rows than keys and values */
    QueryKeyValue(Weights.Dense dense, boolean apart, Packer packer) {
        int d = dense.in();
        queries = apart ? new Layer(dense.rows(0, d), packer) : null;
        others = new Layer(apart ? dense.rows(d, 3 * d) : dense, packer);
    }

    /** Keys and values of all rows of {@code w.normed}; and queries, where they are not apart. */
    void keysAndValues(Workspace w) {
        others.apply(w.rows(), w.normed, 0, w.qkv, queries == null ? 0 : w.width, w.qkvPitch, w.workers);
    }

    /** The queries of the rows that {@code w.normed} holds now, where they are apart. */
    void queries(Workspace w) {
        if (queries != null) {
            queries.apply(w.rows(), w.normed, 0, w.qkv, 0, w.qkvPitch, w.workers);
        }
    }
}
