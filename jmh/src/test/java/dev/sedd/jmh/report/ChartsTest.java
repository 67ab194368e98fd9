package dev.sedd.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What charts make room for. */
class ChartsTest {
    @Test
    void aChartOfManyBarsIsWiderSoThatTheirValuesFit() throws IOException {
        assertThat(width(4)).isEqualTo(width(8));
        assertThat(width(30)).isGreaterThanOrEqualTo(30 * 45);
    }

    private static int width(int bars) throws IOException {
        Map<String, OptionalDouble> values = new LinkedHashMap<>();
        IntStream.range(0, bars).forEach(i -> values.put("bar " + i, OptionalDouble.of(i + 1)));
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Charts.logarithmicBars("axis", Map.of("series", values))));
        return image.getWidth();
    }
}
