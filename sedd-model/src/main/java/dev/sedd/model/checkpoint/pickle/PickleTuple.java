package dev.sedd.model.checkpoint.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A Python tuple.
 *
 * @param items its elements, null where Python has None
 */
public record PickleTuple(List<Object> items) {
    /** Keeps a copy. */
    public PickleTuple {
        items = Collections.unmodifiableList(new ArrayList<>(items));
    }

    /** The number of elements. */
    public int size() {
        return items.size();
    }

    /** Element i. */
    public Object get(int i) {
        return items.get(i);
    }
}
