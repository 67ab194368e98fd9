package dev.sedd.model.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * A search for bytes that break the readers, guided by coverage. Left out of a normal run, where {@link MutationTest}
 * takes its place; {@code JAZZER_FUZZ=1 mvn -pl sedd-model -am test -DexcludedGroups= -Dgroups=fuzz
 * -Dtest=ReaderFuzzTest#pickle -Dsurefire.failIfNoSpecifiedTests=false} searches.
 */
@Tag("fuzz")
class ReaderFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void safetensorsHeader(byte[] header) {
        AnyBytes.asHeader(header);
    }

    @FuzzTest(maxDuration = "60s")
    void pickle(byte[] pickle) {
        AnyBytes.asPickle(pickle);
    }
}
