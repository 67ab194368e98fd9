package dev.sedd.model.checkpoint;

import dev.sedd.model.network.Family;
import dev.sedd.model.network.TensorNames;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What wrappers put before the names of a network's tensors, such as "module." and "_orig_mod."; found by a tensor that every network has. */
final class Prefix {
    /** Each family's embedding, then what both have. */
    private static final List<String> ANCHORS = Stream.concat(
                    Stream.of(Family.values()).map(TensorNames::embeddingName),
                    Stream.of(TensorNames.NOISE_IN + ".weight"))
            .toList();

    private static final Pattern AVERAGE = Pattern.compile("(^|[._])ema[._]");

    private Prefix() {}

    /**
     * The prefix of the network's tensors, "" where they have their own names; empty where there is no network.
     *
     * @param averaged which of several is wanted: the one whose prefix speaks of an average, "ema", or the first other
     */
    static Optional<String> of(Collection<String> names, boolean averaged) {
        for (String anchor : ANCHORS) {
            Set<String> prefixes = new LinkedHashSet<>();
            for (String name : names) {
                if (name.equals(anchor) || name.endsWith("." + anchor)) {
                    prefixes.add(name.substring(0, name.length() - anchor.length()));
                }
            }
            if (!prefixes.isEmpty()) {
                return prefixes.stream()
                        .filter(prefix -> AVERAGE.matcher(prefix).find() == averaged)
                        .findFirst()
                        .or(() -> prefixes.stream().findFirst());
            }
        }
        return Optional.empty();
    }
}
