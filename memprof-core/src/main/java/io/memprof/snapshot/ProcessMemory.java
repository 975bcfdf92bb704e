package io.memprof.snapshot;

import java.nio.file.Files;
import java.nio.file.Path;

import io.memprof.unit.Reading;

/**
 * The memory of this process as its operating system counts it.
 * <p>
 * Safe for use by several threads. What the system does not tell, now or ever, is a
 * {@link Reading} with its reason; nothing here throws.
 */
public interface ProcessMemory extends AutoCloseable {

	/**
	 * Reads the sizes now.
	 */
	Sizes read();

	/**
	 * Lets go of open files. A later {@link #read()} opens them again.
	 */
	@Override
	default void close() {
	}

	/**
	 * The best source on this system: Linux's own account, else OSHI where the
	 * application brings it, else one that says what is missing.
	 */
	static ProcessMemory ofThisSystem() {
		Path status = LinuxProcessMemory.STATUS;
		if (Files.exists(status)) {
			return new LinuxProcessMemory(status);
		}
		if (OshiProcessMemory.isPresent()) {
			return new OshiProcessMemory();
		}
		return new UnavailableProcessMemory(
				"no /proc on " + System.getProperty("os.name") + "; add com.github.oshi:oshi-core to the class path");
	}

	/**
	 * Sizes in bytes at one moment.
	 *
	 * @param rss resident set, shared pages included. A page mapped at three addresses
	 * counts three times: on ZGC before JDK 21 the heap does
	 * @param virtual virtual address space
	 * @param shared resident pages backed by files or shared memory; the heap of ZGC on
	 * Linux is among them
	 * @param privateAnonymous resident pages that belong to no file and no one else
	 */
	record Sizes(Reading rss, Reading virtual, Reading shared, Reading privateAnonymous) {

		static Sizes unavailable(String reason) {
			Reading none = Reading.unavailable(reason);
			return new Sizes(none, none, none, none);
		}

	}

}
