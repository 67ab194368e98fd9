package dev.sedd.jmh;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;

/** A published network. */
public enum Network {
    /** The notebook's: D 384, 6 blocks, T 256, V 65, attention run twice a block. */
    NOTEBOOK(new Configuration(Family.NANOGPT, new Uniform(65), Geometric.DEFAULT, 384, 64, 256, 6, 6, false, 0)),
    /** The paper's small one: D 768, 12 blocks, T 1024, V 50258. */
    SMALL(new Configuration(Family.SEDD, new Absorbing(50258), LogLinear.DEFAULT, 768, 128, 1024, 12, 12, true, 0));

    private final Configuration configuration;

    Network(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Its sizes, graph and noise. */
    public Configuration configuration() {
        return configuration;
    }
}
