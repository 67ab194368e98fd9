package dev.sedd.kernels;

import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

/** The operands of the warm-up are such as the kernels take, at every vector width that the tests run with. */
class WarmUpTest {
    @Test
    void callsTheKernelsAsTheyWantToBeCalled() {
        assertThatNoException().isThrownBy(WarmUp::run);
    }
}
