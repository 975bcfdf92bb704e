package io.memprof.allocation;

import org.jspecify.annotations.Nullable;

/**
 * The component of a stack, followed from its outermost caller inwards: at each frame
 * what {@link ComponentNaming#component} says of the stack that ends there.
 * <p>
 * Immutable.
 */
public final class ComponentTrail {

	private final ComponentNaming naming;

	private final @Nullable String application;

	private final @Nullable String library;

	private final boolean own;

	ComponentTrail(ComponentNaming naming) {
		this(naming, null, null, false);
	}

	private ComponentTrail(ComponentNaming naming, @Nullable String application, @Nullable String library,
			boolean own) {
		this.naming = naming;
		this.application = application;
		this.library = library;
		this.own = own;
	}

	/**
	 * The trail one call further.
	 * @param frame of a {@link FlameGraph}
	 */
	public ComponentTrail into(String frame) {
		if (this.own || frame.equals(FlameGraph.OTHER)) {
			return this;
		}
		if (frame.equals(FlameGraph.OWN)) {
			return new ComponentTrail(this.naming, null, null, true);
		}
		String type = typeOf(frame);
		String component = this.naming.applicationComponent(type);
		if (component != null) {
			return new ComponentTrail(this.naming, component, null, false);
		}
		return ComponentNaming.isJdk(type) ? this
				: new ComponentTrail(this.naming, this.application, ComponentNaming.library(type), false);
	}

	/**
	 * The component of the stack so far.
	 */
	public String component() {
		if (this.own) {
			return ComponentNaming.MEMPROF;
		}
		if (this.application != null) {
			return this.application;
		}
		return (this.library != null) ? this.library : ComponentNaming.JDK;
	}

	/**
	 * Whether a frame is code of the application.
	 * @param frame of a {@link FlameGraph}
	 */
	public boolean isApplication(String frame) {
		return this.naming.isApplication(typeOf(frame));
	}

	/** No name of a method has a dot. */
	private static String typeOf(String frame) {
		return frame.substring(0, Math.max(0, frame.lastIndexOf('.')));
	}

}
