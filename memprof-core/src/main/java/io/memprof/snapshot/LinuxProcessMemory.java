package io.memprof.snapshot;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Process memory from {@code /proc/self/status}, read again from its start through one
 * open file and one buffer, so that a reading costs a few microseconds and allocates its
 * result only. No process is started.
 * <p>
 * Exactness: the kernel's cheap counters, which may lag by some pages per CPU; sizes are
 * given in KiB. The three parts of the resident set exist since Linux 4.5.
 * <p>
 * A file that cannot be opened or read gives the reason, and is tried again the next
 * time.
 */
final class LinuxProcessMemory implements ProcessMemory {

	static final Path STATUS = Path.of("/proc/self/status");

	/** The list of groups is the one line that can be long. */
	private static final int LARGEST_BUFFER = 1 << 20;

	private static final byte[] VIRTUAL = field("VmSize");

	private static final byte[] RSS = field("VmRSS");

	private static final byte[] ANONYMOUS = field("RssAnon");

	private static final byte[] FILE = field("RssFile");

	private static final byte[] SHARED_MEMORY = field("RssShmem");

	private static final Reading NO_PARTS = Reading.unavailable("this kernel does not tell shared from private memory");

	private static final Reading NO_SIZE = Reading.unavailable("this kernel does not tell the size of a process");

	private final Path path;

	private @Nullable RandomAccessFile file;

	private byte[] buffer = new byte[4096];

	LinuxProcessMemory(Path path) {
		this.path = path;
	}

	@Override
	public synchronized Sizes read() {
		try {
			return parse(fill());
		}
		catch (IOException ex) {
			close();
			return Sizes.unavailable("cannot read " + this.path + ": " + ex.getMessage());
		}
	}

	private int fill() throws IOException {
		RandomAccessFile open = this.file;
		if (open == null) {
			open = new RandomAccessFile(this.path.toFile(), "r");
			this.file = open;
		}
		open.seek(0);
		int length = 0;
		int read;
		while ((read = open.read(this.buffer, length, this.buffer.length - length)) > 0) {
			length += read;
			if (length == this.buffer.length) {
				if (length == LARGEST_BUFFER) {
					break;
				}
				this.buffer = Arrays.copyOf(this.buffer, 2 * length);
			}
		}
		return length;
	}

	private Sizes parse(int length) {
		long virtual = -1;
		long rss = -1;
		long anonymous = -1;
		long mapped = -1;
		long sharedMemory = -1;
		for (int line = 0; line < length; line = nextLine(line, length)) {
			if (startsWith(VIRTUAL, line, length)) {
				virtual = bytes(line + VIRTUAL.length, length);
			}
			else if (startsWith(RSS, line, length)) {
				rss = bytes(line + RSS.length, length);
			}
			else if (startsWith(ANONYMOUS, line, length)) {
				anonymous = bytes(line + ANONYMOUS.length, length);
			}
			else if (startsWith(FILE, line, length)) {
				mapped = bytes(line + FILE.length, length);
			}
			else if (startsWith(SHARED_MEMORY, line, length)) {
				sharedMemory = bytes(line + SHARED_MEMORY.length, length);
			}
		}
		long shared = (mapped >= 0 && sharedMemory >= 0) ? mapped + sharedMemory : -1;
		return new Sizes(reading(rss, NO_SIZE), reading(virtual, NO_SIZE), reading(shared, NO_PARTS),
				reading(anonymous, NO_PARTS));
	}

	private int nextLine(int line, int length) {
		int at = line;
		while (at < length && this.buffer[at] != '\n') {
			at++;
		}
		return at + 1;
	}

	private boolean startsWith(byte[] field, int line, int length) {
		return line + field.length <= length
				&& Arrays.equals(this.buffer, line, line + field.length, field, 0, field.length);
	}

	/** The KiB after a field's colon as bytes, or -1 when there is no number. */
	private long bytes(int from, int length) {
		int at = from;
		while (at < length && (this.buffer[at] == ' ' || this.buffer[at] == '\t')) {
			at++;
		}
		int digits = at;
		long kibiBytes = 0;
		while (at < length && this.buffer[at] >= '0' && this.buffer[at] <= '9') {
			kibiBytes = 10 * kibiBytes + this.buffer[at++] - '0';
		}
		return (at > digits) ? 1024 * kibiBytes : -1;
	}

	private static Reading reading(long bytes, Reading otherwise) {
		return (bytes >= 0) ? Reading.of(bytes) : otherwise;
	}

	private static byte[] field(String name) {
		return (name + ":").getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public synchronized void close() {
		RandomAccessFile open = this.file;
		this.file = null;
		if (open != null) {
			try {
				open.close();
			}
			catch (IOException ex) {
				// it was only read: nothing is lost
			}
		}
	}

}
