package dev.sedd.jmh.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Calls that JavaCPP's presets do not have. */
@SuppressWarnings("restricted") // calls of native code are what this class is for
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();

    private Native() {}

    /**
     * Sets an environment variable of this process for native code. A benchmark has a process of its own, to which JMH
     * cannot give an environment; a library that is loaded afterwards reads it.
     */
    static void setVariable(String name, String value) {
        MethodHandle setenv = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int code = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (code != 0) {
                throw new IllegalStateException("setenv " + name + " returned " + code);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setenv " + name, e);
        }
    }

    /** What {@code const char *function(void)} of a loaded library returns. */
    static String string(String function) {
        MethodHandle handle = LINKER.downcallHandle(
                SymbolLookup.loaderLookup().findOrThrow(function), FunctionDescriptor.of(ValueLayout.ADDRESS));
        try {
            MemorySegment text = (MemorySegment) handle.invokeExact();
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(function, e);
        }
    }
}
