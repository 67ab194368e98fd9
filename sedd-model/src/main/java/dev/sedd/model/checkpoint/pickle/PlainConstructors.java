package dev.sedd.model.checkpoint.pickle;

import java.util.LinkedHashMap;
import java.util.List;

/** Allows {@code collections.OrderedDict}, called without arguments, and nothing else. */
public class PlainConstructors implements Constructors {
    private static final Object ORDERED_DICT = new Object();

    /** For the one instance, and for those who allow more. */
    protected PlainConstructors() {}

    @Override
    public Object global(String module, String name) throws PickleException {
        if (module.equals("collections") && name.equals("OrderedDict")) {
            return ORDERED_DICT;
        }
        throw Constructors.refusal(module, name);
    }

    @Override
    public Object call(Object callable, List<Object> arguments) throws PickleException {
        if (callable == ORDERED_DICT && arguments.isEmpty()) {
            return new LinkedHashMap<Object, Object>();
        }
        throw new PickleException("the pickle calls something that cannot be called so");
    }

    @Override
    public Object persistent(Object identifier) throws PickleException {
        throw new PickleException("the pickle refers to data outside of itself");
    }
}
