/** Score Entropy Discrete Diffusion: networks, noise, graphs, samplers, checkpoints, training and evaluation. */
module dev.sedd.model {
    requires transitive dev.sedd.kernels;
    requires tools.jackson.databind;
    requires org.yaml.snakeyaml;
    requires jtokkit;
    requires jdk.management;

    exports dev.sedd.model;
    exports dev.sedd.model.checkpoint;
    exports dev.sedd.model.corpus;
    exports dev.sedd.model.data;
    exports dev.sedd.model.evaluation;
    exports dev.sedd.model.graph;
    exports dev.sedd.model.loss;
    exports dev.sedd.model.network;
    exports dev.sedd.model.noise;
    exports dev.sedd.model.random;
    exports dev.sedd.model.run;
    exports dev.sedd.model.sampling;
    exports dev.sedd.model.score;
    exports dev.sedd.model.tokens;
    exports dev.sedd.model.training;
}
