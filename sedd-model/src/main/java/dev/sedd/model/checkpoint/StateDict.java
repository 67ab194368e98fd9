package dev.sedd.model.checkpoint;

import dev.sedd.model.network.TensorNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds a model's tensors among all that a training run saved. */
final class StateDict {
    private static final List<String> MODEL_KEYS = List.of("model", "model_state_dict", "state_dict", "module");
    private static final List<String> PREFIXES = List.of("_orig_mod.", "module.", "model.");
    private static final int MOST_PREFIXES = 3;
    private static final int MOST_NAMED = 8;

    private final Object where;

    private StateDict(Object where) {
        this.where = where;
    }

    /**
     * The tensors by name: the root where it is a state dict itself, else the table under "model" or another usual key,
     * with the wrappers' prefixes taken off the names; the averaged weights in their place where there are any.
     *
     * @param where the file's name for errors
     * @param root what the pickle holds
     * @param ema whether averaged weights are wanted
     */
    static Map<String, TorchTensor> find(Object where, Object root, boolean ema) throws CheckpointException {
        if (!(root instanceof Map<?, ?> map)) {
            throw new CheckpointException(where, "holds no state dict; save model.state_dict() with torch.save");
        }
        StateDict finder = new StateDict(where);
        Map<String, TorchTensor> model = finder.model(map);
        Object average = map.get("ema");
        return ema && average != null ? finder.averaged(model, average) : model;
    }

    private Map<String, TorchTensor> model(Map<?, ?> root) throws CheckpointException {
        Map<String, TorchTensor> direct = tensors(root);
        if (!direct.isEmpty()) {
            return withoutPrefixes(direct);
        }
        for (String key : MODEL_KEYS) {
            if (root.get(key) instanceof Map<?, ?> inner) {
                Map<String, TorchTensor> model = tensors(inner);
                if (!model.isEmpty()) {
                    return withoutPrefixes(model);
                }
            }
        }
        List<String> keys =
                root.keySet().stream().map(Objects::toString).limit(MOST_NAMED).toList();
        throw new CheckpointException(
                where,
                "holds no state dict; it has the keys " + keys + ", and none of " + MODEL_KEYS + " holds tensors");
    }

    private static Map<String, TorchTensor> tensors(Map<?, ?> map) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getKey() instanceof String name && entry.getValue() instanceof TorchTensor tensor) {
                tensors.put(name, tensor);
            }
        }
        return tensors;
    }

    private static Map<String, TorchTensor> withoutPrefixes(Map<String, TorchTensor> tensors) {
        Map<String, TorchTensor> shorter = tensors;
        for (int round = 0; round < MOST_PREFIXES; round++) {
            for (String prefix : PREFIXES) {
                shorter = without(prefix, shorter);
            }
        }
        return shorter;
    }

    private static Map<String, TorchTensor> without(String prefix, Map<String, TorchTensor> tensors) {
        if (!tensors.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
            return tensors;
        }
        Map<String, TorchTensor> shorter = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shorter.put(name.substring(prefix.length()), tensor));
        return shorter;
    }

    /** The model with its parameters replaced by the list "shadow_params", which has their order and no buffers. */
    private Map<String, TorchTensor> averaged(Map<String, TorchTensor> model, Object ema) throws CheckpointException {
        if (!(ema instanceof Map<?, ?> map) || !(map.get("shadow_params") instanceof List<?> shadows)) {
            throw new CheckpointException(
                    where, "ema holds no list shadow_params; ask for the weights without averaging");
        }
        List<String> parameters = new ArrayList<>(model.keySet());
        parameters.removeIf(TensorNames::isBuffer);
        if (parameters.size() != shadows.size()) {
            throw new CheckpointException(
                    where,
                    "ema.shadow_params has " + shadows.size() + " tensors, but the model has " + parameters.size()
                            + " parameters");
        }
        Map<String, TorchTensor> averaged = new LinkedHashMap<>(model);
        for (int i = 0; i < shadows.size(); i++) {
            String name = parameters.get(i);
            if (!(shadows.get(i) instanceof TorchTensor shadow)) {
                throw new CheckpointException(where, "ema.shadow_params[" + i + "] is no tensor");
            }
            List<Integer> expected = model.get(name).info().shape();
            if (!shadow.info().shape().equals(expected)) {
                throw new CheckpointException(
                        where,
                        "ema.shadow_params[" + i + "] has shape "
                                + shadow.info().shape() + ", but " + name + " has " + expected);
            }
            averaged.put(name, shadow);
        }
        return averaged;
    }
}
