package io.memprof.allocation;

/**
 * Names the component and the operation of a stack.
 */
public final class ComponentNaming {

	/** Operation of a stack without an application frame. */
	public static final String NO_OPERATION = "none";

	private ComponentNaming() {
	}

}
