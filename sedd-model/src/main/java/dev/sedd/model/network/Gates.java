package dev.sedd.model.network;

import dev.sedd.kernels.Epilogue;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The gates through which the branches of a block go into a workspace's residual stream, as epilogues of the layers that end them.
 * Made at the first use, so that a pass of the same sizes makes none.
 */
final class Gates {
    private final int width;
    private final Map<Epilogue.Gate, Map<Epilogue, Epilogue>> gated = new IdentityHashMap<>();
    private Epilogue.Gate attention; // a row for each sequence
    private Epilogue.Gate mlp;
    private Epilogue.Gate rows; // a row for each row
    private float[] rowGates = {}; // (rows, D)

    Gates(int width) {
        this.width = width;
    }

    /** Makes the gates anew, after the workspace's arrays or sizes have changed. */
    void renew(Workspace w) {
        gated.clear();
        rows = rowGate(w);
        attention = sequenceGate(w, Modulation.GATE_ATTENTION);
        mlp = sequenceGate(w, Modulation.GATE_MLP);
    }

    /** x + gate_a · y, in the residual stream. */
    Epilogue.Gate attention(Workspace w) {
        return gate(w, Modulation.GATE_ATTENTION, attention);
    }

    /** x + gate_m · y, in the residual stream. */
    Epilogue.Gate mlp(Workspace w) {
        return gate(w, Modulation.GATE_MLP, mlp);
    }

    /** A layer's epilogue with one of these gates. */
    Epilogue through(Epilogue.Gate gate, Epilogue epilogue) {
        Map<Epilogue, Epilogue> ofGate = gated.get(gate);
        if (ofGate == null) {
            ofGate = new IdentityHashMap<>();
            gated.put(gate, ofGate);
        }
        Epilogue known = ofGate.get(epilogue);
        if (known == null) {
            known = epilogue.gated(gate);
            ofGate.put(epilogue, known);
        }
        return known;
    }

    /** The gate of T rows for each sequence, where there are as many; else each row's own. */
    private Epilogue.Gate gate(Workspace w, int part, Epilogue.Gate ofSequences) {
        if (w.hasAllRows() || w.batch == 1) {
            return ofSequences;
        }
        if (rowGates.length < w.rows() * width) {
            gated.remove(rows);
            rowGates = new float[w.rows() * width];
            rows = rowGate(w);
        }
        for (int i = 0; i < w.rows(); i++) {
            int from = (w.origin(i) / w.length * Modulation.PARTS + part) * width;
            System.arraycopy(w.modulation, from, rowGates, i * width, width);
        }
        return rows;
    }

    private Epilogue.Gate rowGate(Workspace w) {
        return new Epilogue.Gate(rowGates, 0, width, 1, w.stream, 0, width);
    }

    private Epilogue.Gate sequenceGate(Workspace w, int part) {
        return new Epilogue.Gate(w.modulation, part * width, Modulation.PARTS * width, w.length, w.stream, 0, width);
    }
}
