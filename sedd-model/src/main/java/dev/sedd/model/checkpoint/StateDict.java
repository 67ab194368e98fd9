package dev.sedd.model.checkpoint;

import dev.sedd.model.checkpoint.pickle.PickleTuple;
import dev.sedd.model.network.TensorNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds a model's tensors among all that a training run saved. */
final class StateDict {
    private static final List<String> MODEL_KEYS = List.of("model", "model_state_dict", "state_dict", "module");
    private static final List<String> AVERAGE_KEYS = List.of("ema", "model_ema", "ema_model", "ema_state_dict");
    private static final List<String> SHADOW_KEYS = List.of("shadow", "shadow_params", "state_dict", "module", "model");
    private static final List<String> PREFIXES = List.of("_orig_mod.", "module.", "model.");
    private static final int MOST_PREFIXES = 3;
    private static final int MOST_NAMED = 8;

    private final Object where;
    private final boolean ema;

    private StateDict(Object where, boolean ema) {
        this.where = where;
        this.ema = ema;
    }

    /**
     * The tensors by name: those of the root where it is a state dict itself, else of the table under "model" or another key,
     * without what wrappers have put before their names; the averaged weights in their place where there are any.
     *
     * @param where the file's name for errors
     * @param root what the pickle holds
     * @param ema whether averaged weights are wanted
     */
    static Map<String, TorchTensor> find(Object where, Object root, boolean ema) throws CheckpointException {
        if (!(root instanceof Map<?, ?> map)) {
            throw new CheckpointException(where, "holds no state dict; save model.state_dict() with torch.save");
        }
        StateDict finder = new StateDict(where, ema);
        Map<String, TorchTensor> model = finder.model(map);
        Optional<String> average = AVERAGE_KEYS.stream()
                .filter(key -> ema && map.get(key) != null)
                .min(Comparator.comparing(key -> !(map.get(key) instanceof Map<?, ?>))); // the first table, if any
        return average.isPresent() ? finder.averaged(model, average.get(), map.get(average.get())) : model;
    }

    private Map<String, TorchTensor> model(Map<?, ?> root) throws CheckpointException {
        Set<Object> places = new LinkedHashSet<>(MODEL_KEYS);
        places.addAll(root.keySet());
        AVERAGE_KEYS.forEach(places::remove);
        places.addAll(AVERAGE_KEYS); // where there is nothing else
        List<Map<String, TorchTensor>> tables = new ArrayList<>(List.of(tensors(root)));
        places.forEach(key -> tables.add(tensors(root.get(key))));
        Optional<Map<String, TorchTensor>> network = tables.stream()
                .filter(table -> Prefix.of(table.keySet(), ema).isPresent())
                .findFirst();
        Optional<Map<String, TorchTensor>> found = network.or(() -> tables.subList(0, MODEL_KEYS.size() + 1).stream()
                .filter(table -> !table.isEmpty())
                .findFirst());
        if (found.isPresent()) {
            return withoutPrefixes(found.get());
        }
        List<String> keys =
                root.keySet().stream().map(Objects::toString).limit(MOST_NAMED).toList();
        throw new CheckpointException(
                where,
                "holds no state dict; it has the keys " + keys + ", and none of " + MODEL_KEYS + " holds tensors");
    }

    /** The tensors of a table; none of anything else. */
    private static Map<String, TorchTensor> tensors(Object table) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        if (table instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key instanceof String name && value instanceof TorchTensor tensor) {
                    tensors.put(name, tensor);
                }
            });
        }
        return tensors;
    }

    private Map<String, TorchTensor> withoutPrefixes(Map<String, TorchTensor> tensors) {
        Optional<String> found = Prefix.of(tensors.keySet(), ema);
        if (found.isPresent()) {
            return without(found.get(), tensors);
        }
        Map<String, TorchTensor> shorter = tensors;
        for (int round = 0; round < MOST_PREFIXES; round++) {
            for (String prefix : PREFIXES) {
                boolean all = shorter.keySet().stream().allMatch(name -> name.startsWith(prefix));
                shorter = all ? without(prefix, shorter) : shorter;
            }
        }
        return shorter;
    }

    /** Those that have the prefix. */
    private static Map<String, TorchTensor> without(String prefix, Map<String, TorchTensor> tensors) {
        Map<String, TorchTensor> shorter = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                shorter.put(name.substring(prefix.length()), tensor);
            }
        });
        return shorter;
    }

    /** The model with its parameters replaced by averages: a list in their order, without buffers, or a state dict. */
    private Map<String, TorchTensor> averaged(Map<String, TorchTensor> model, String key, Object average)
            throws CheckpointException {
        if (average instanceof Map<?, ?> map) {
            if (map.get("shadow_params") instanceof List<?> shadows) {
                return averagedByPlace(model, key, shadows);
            }
            if (map.get("shadow_params") instanceof PickleTuple shadows) {
                return averagedByPlace(model, key, shadows.items());
            }
            List<Map<String, TorchTensor>> tables = new ArrayList<>(List.of(tensors(map)));
            SHADOW_KEYS.forEach(shadow -> tables.add(tensors(map.get(shadow))));
            for (Map<String, TorchTensor> table : tables) {
                if (Prefix.of(table.keySet(), ema).isPresent()) {
                    Map<String, TorchTensor> averaged = new LinkedHashMap<>(model);
                    averaged.putAll(withoutPrefixes(table));
                    return averaged;
                }
            }
        }
        throw new CheckpointException(
                where,
                key
                        + " holds no list shadow_params and no state dict; ask for the weights without averaging (--no-ema)");
    }

    private Map<String, TorchTensor> averagedByPlace(Map<String, TorchTensor> model, String key, List<?> shadows)
            throws CheckpointException {
        String list = key + ".shadow_params";
        List<String> parameters = new ArrayList<>(model.keySet());
        parameters.removeIf(TensorNames::isBuffer);
        if (parameters.size() != shadows.size()) {
            throw new CheckpointException(
                    where,
                    list + " has " + shadows.size() + " tensors, but the model has " + parameters.size()
                            + " parameters");
        }
        Map<String, TorchTensor> averaged = new LinkedHashMap<>(model);
        for (int i = 0; i < shadows.size(); i++) {
            String name = parameters.get(i);
            if (!(shadows.get(i) instanceof TorchTensor shadow)) {
                throw new CheckpointException(where, list + "[" + i + "] is no tensor");
            }
            List<Integer> expected = model.get(name).info().shape();
            if (!shadow.info().shape().equals(expected)) {
                throw new CheckpointException(
                        where,
                        list + "[" + i + "] has shape " + shadow.info().shape() + ", but " + name + " has " + expected);
            }
            averaged.put(name, shadow);
        }
        return averaged;
    }
}
