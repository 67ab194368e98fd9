package dev.sedd.model.checkpoint.pickle;

import java.util.List;

/** What a pickle may name and call: an allow list. Each method refuses by throwing. */
public interface Constructors {
    /**
     * What a pickle names.
     *
     * @return a stand-in of the implementation's own choice, later handed to {@link #call}
     * @throws PickleException where the name is not allowed
     */
    Object global(String module, String name) throws PickleException;

    /**
     * The result of calling something named before.
     *
     * @param callable what {@link #global} returned, or, in a hostile pickle, any other value
     * @param arguments the arguments
     */
    Object call(Object callable, List<Object> arguments) throws PickleException;

    /** What stands for an identifier of something stored outside of the pickle. */
    Object persistent(Object identifier) throws PickleException;

    /** The refusal of a name. */
    static PickleException refusal(String module, String name) {
        return new PickleException("the pickle asks for " + module + "." + name
                + ", which is refused: nothing but tensors, tables, lists, numbers and text is read; do not trust the file,"
                + " or save it again with its state dict only, in Python: torch.save(torch.load(OLD)['model'], NEW)");
    }

    /** Allows no name but an ordered dict's. */
    Constructors PLAIN = new PlainConstructors();
}
