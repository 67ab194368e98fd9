package dev.sedd.model.checkpoint;

import dev.sedd.model.checkpoint.pickle.PickleException;
import dev.sedd.model.checkpoint.pickle.PickleTuple;
import dev.sedd.model.checkpoint.pickle.PlainConstructors;
import dev.sedd.model.checkpoint.pickle.Unmade;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The few names of torch that a state dict needs, the storages beside its pickle, and names of what lies beside a model unused. */
final class TorchConstructors extends PlainConstructors {
    private enum Function {
        REBUILD_TENSOR,
        REBUILD_PARAMETER,
        SIZE,
        DEVICE
    }

    private static final Map<String, Object> NAMES = Map.ofEntries(
            Map.entry("torch._utils._rebuild_tensor_v2", Function.REBUILD_TENSOR),
            Map.entry("torch._utils._rebuild_parameter", Function.REBUILD_PARAMETER),
            Map.entry("torch.Size", Function.SIZE),
            Map.entry("torch.device", Function.DEVICE),
            Map.entry("torch.DoubleStorage", DType.F64),
            Map.entry("torch.FloatStorage", DType.F32),
            Map.entry("torch.HalfStorage", DType.F16),
            Map.entry("torch.BFloat16Storage", DType.BF16),
            Map.entry("torch.LongStorage", DType.I64),
            Map.entry("torch.IntStorage", DType.I32),
            Map.entry("torch.ShortStorage", DType.I16),
            Map.entry("torch.CharStorage", DType.I8),
            Map.entry("torch.ByteStorage", DType.U8),
            Map.entry("torch.BoolStorage", DType.BOOL));

    /** What training runs save beside a model: numbers and tables of numpy, options, paths, dates, sets, types. */
    private static final Pattern UNUSED = Pattern.compile(
            "numpy\\..*|omegaconf\\..*|typing\\..*|pathlib\\..*|datetime\\..*"
                    + "|argparse\\.Namespace|types\\.SimpleNamespace|collections\\.(Counter|defaultdict|deque)|_codecs\\.encode"
                    + "|(__builtin__|builtins)\\.(set|frozenset|bytes|bytearray|complex|slice|x?range|list|dict|tuple|int|long|float|str|bool)"
                    + "|torch\\.(float|bfloat|int|uint|complex)[0-9]+|torch\\.bool|torch\\.serialization\\._get_layout");

    private final Map<String, MemorySegment> entries;
    private final String folder;

    /**
     * For one file.
     *
     * @param entries the zip's entries
     * @param folder what the names of this file's entries begin with; storage k is {@code folder + "data/" + k}
     */
    TorchConstructors(Map<String, MemorySegment> entries, String folder) {
        this.entries = entries;
        this.folder = folder;
    }

    @Override
    public Object global(String module, String name) throws PickleException {
        Object known = NAMES.get(module + "." + name);
        if (known != null) {
            return known;
        }
        String whole = module + "." + name;
        return UNUSED.matcher(whole).matches() ? new Unmade(whole) : super.global(module, name);
    }

    @Override
    public Object call(Object callable, List<Object> arguments) throws PickleException {
        if (!(callable instanceof Function function)) {
            return super.call(callable, arguments);
        }
        return switch (function) {
            case REBUILD_TENSOR -> {
                // storage, offset, size, stride, requires_grad, hooks[, metadata]
                if (arguments.size() < 4 || !(arguments.getFirst() instanceof TorchTensor.Storage storage)) {
                    throw wrongArguments("_rebuild_tensor_v2");
                }
                yield TorchTensor.view(storage, arguments.get(1), arguments.get(2), arguments.get(3));
            }
            case REBUILD_PARAMETER -> {
                if (arguments.isEmpty() || !(arguments.getFirst() instanceof TorchTensor tensor)) {
                    throw wrongArguments("_rebuild_parameter");
                }
                yield tensor;
            }
            case SIZE -> {
                if (arguments.size() != 1 || !(arguments.getFirst() instanceof PickleTuple size)) {
                    throw wrongArguments("torch.Size");
                }
                yield size;
            }
            case DEVICE -> {
                if (arguments.isEmpty() || !(arguments.getFirst() instanceof String device)) {
                    throw wrongArguments("torch.device");
                }
                yield device;
            }
        };
    }

    /** A storage, from its identifier ("storage", type, key, device, number of elements). */
    @Override
    public Object persistent(Object identifier) throws PickleException {
        if (!(identifier instanceof PickleTuple id)
                || id.size() != 5
                || !"storage".equals(id.get(0))
                || !(id.get(1) instanceof DType dtype)
                || !(id.get(2) instanceof String key)) {
            throw new PickleException("the pickle refers to something outside of itself that is no storage");
        }
        long count = TorchTensor.number(id.get(4));
        MemorySegment bytes = entries.get(folder + "data/" + key);
        if (bytes == null) {
            throw new PickleException("storage data/" + key + " is not in the file");
        }
        if (count > bytes.byteSize() / dtype.bytes()) {
            throw new PickleException("storage data/" + key + " of " + count + " elements of " + dtype + " has only "
                    + bytes.byteSize() + " bytes");
        }
        return new TorchTensor.Storage(dtype, bytes, count);
    }

    private static PickleException wrongArguments(String function) {
        return new PickleException("the pickle calls " + function + " with arguments that do not fit");
    }
}
