package io.memprof.snapshot;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.memprof.unit.Reading;

/**
 * The limits of memory outside the heap that this JVM was started with; they do not
 * change while it runs.
 *
 * @param metaspace {@code -XX:MaxMetaspaceSize}, unavailable when it is not set
 * @param direct {@code -XX:MaxDirectMemorySize}; as large as the heap when it is not set
 */
public record MemoryLimits(Reading metaspace, Reading direct) {

	/** Nothing is known of them. */
	public static final MemoryLimits UNKNOWN = new MemoryLimits(Reading.unavailable("not asked for"),
			Reading.unavailable("not asked for"));

	/**
	 * Limits of this JVM.
	 */
	public static MemoryLimits ofThisJvm() {
		return new MemoryLimits(metaspaceLimit(), directLimit());
	}

	private static Reading metaspaceLimit() {
		for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
			MemoryUsage usage = pool.getName().equals("Metaspace") ? pool.getUsage() : null;
			if (usage != null && usage.getMax() > 0) {
				return Reading.of(usage.getMax());
			}
		}
		return Reading.unavailable("-XX:MaxMetaspaceSize is not set");
	}

	private static Reading directLimit() {
		try {
			HotSpotDiagnosticMXBean diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
			long set = Long.parseLong(diagnostics.getVMOption("MaxDirectMemorySize").getValue());
			return Reading.of((set > 0) ? set : Runtime.getRuntime().maxMemory());
		}
		catch (RuntimeException | LinkageError ex) {
			return Reading.unavailable("this JVM does not tell -XX:MaxDirectMemorySize");
		}
	}

}
