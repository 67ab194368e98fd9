package dev.sedd.kernels.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How rows are cut into tiles, at the width of this run. */
class MicroKernelTest {
    @Test
    void tilesCoverAllRowsAndNoneBeyondTheWholeRows() {
        for (int m = 1; m <= 500; m++) {
            int covered = 0;
            while (covered < m) {
                int height = MicroKernel.height(m - covered);
                assertThat(height).isBetween(4, MicroKernel.MR);
                covered += height;
            }
            assertThat(covered).as(m + " rows").isLessThanOrEqualTo(MicroKernel.wholeRows(m));
        }
    }

    @Test
    void fewRowsFallToTilesOfFour() {
        int fours = 0;
        for (int left = 256; left > 0; left -= MicroKernel.height(left)) {
            fours += MicroKernel.height(left) == 4 ? 1 : 0;
        }
        assertThat(fours).isEqualTo(MicroKernel.MR == 12 ? 0 : 1);
    }
}
