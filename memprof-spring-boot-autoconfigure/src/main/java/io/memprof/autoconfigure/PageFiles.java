package io.memprof.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files of the page as they are in the jar. They are listed when the first request
 * comes, and nothing but these names is ever served. Any thread.
 */
final class PageFiles {

	static final String DIRECTORY = "io/memprof/autoconfigure/page/";

	private static final String TEMPLATE = "index.html";

	private static final int VERSION_DIGITS = 12;

	private final String directory;

	private volatile @Nullable Listing listing;

	/**
	 * Files on the class path.
	 * @param directory such as {@code com/example/page/}
	 */
	PageFiles(String directory) {
		this.directory = directory;
	}

	/**
	 * Changes with the content of any file, so that what is addressed with it never
	 * changes.
	 */
	String version() {
		return listing().version();
	}

	/**
	 * The page itself, its placeholders not filled, or {@code null} when there is none.
	 */
	@Nullable String template() {
		Resource template = listing().files().get(TEMPLATE);
		return (template != null) ? new String(content(template), StandardCharsets.UTF_8) : null;
	}

	/**
	 * What the page loads, or {@code null} when there is no such file in this version.
	 */
	@Nullable Resource find(String version, String name) {
		Listing listing = listing();
		return (PageMediaType.of(name) != null && listing.version().equals(version)) ? listing.files().get(name) : null;
	}

	private Listing listing() {
		Listing listing = this.listing;
		if (listing == null) {
			listing = list(this.directory);
			this.listing = listing;
		}
		return listing;
	}

	private static Listing list(String directory) {
		try {
			SortedMap<String, Resource> files = new TreeMap<>();
			for (Resource file : new PathMatchingResourcePatternResolver(PageFiles.class.getClassLoader())
				.getResources("classpath*:" + directory + "*.*")) {
				String name = file.getFilename();
				if (name != null) {
					files.putIfAbsent(name, file);
				}
			}
			return new Listing(version(files), files);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String version(SortedMap<String, Resource> files) {
		MessageDigest digest = sha256();
		files.forEach((name, file) -> {
			digest.update(name.getBytes(StandardCharsets.UTF_8));
			digest.update(content(file));
		});
		return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	private static byte[] content(Resource file) {
		try {
			return file.getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Listing(String version, Map<String, Resource> files) {
	}

}
