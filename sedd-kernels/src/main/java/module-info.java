/** SIMD numeric kernels on the Java Vector API. */
module dev.sedd.kernels {
    requires jdk.incubator.vector;

    exports dev.sedd.kernels;
    exports dev.sedd.kernels.reference;
}
