package io.memprof.snapshot;

import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/**
 * Process memory where there is no {@code /proc}, through OSHI, which an application adds
 * itself. OSHI knows the resident and the virtual size, not what of it is shared.
 * <p>
 * The only class that names OSHI; it is loaded only after {@link #isPresent()}.
 */
final class OshiProcessMemory implements ProcessMemory {

	private static final Reading NOT_TOLD = Reading.unavailable("OSHI does not tell shared from private memory");

	private @Nullable OSProcess process;

	static boolean isPresent() {
		try {
			Class.forName("oshi.SystemInfo", false, OshiProcessMemory.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	@Override
	public synchronized Sizes read() {
		try {
			OSProcess current = this.process;
			if (current == null) {
				current = new SystemInfo().getOperatingSystem().getCurrentProcess();
			}
			else if (!current.updateAttributes()) {
				return Sizes.unavailable("OSHI could not read this process");
			}
			this.process = current;
			return new Sizes(Reading.of(current.getResidentSetSize()), Reading.of(current.getVirtualSize()), NOT_TOLD,
					NOT_TOLD);
		}
		catch (RuntimeException | LinkageError ex) {
			// a native library that does not load here is a LinkageError
			return Sizes.unavailable("OSHI failed: " + ex);
		}
	}

}
