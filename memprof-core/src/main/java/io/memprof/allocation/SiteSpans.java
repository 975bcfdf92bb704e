package io.memprof.allocation;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The span that allocated last at each site, for the {@value #MAX_SITES} sites that were
 * sampled last within a sampled span. Safe for several threads.
 */
final class SiteSpans {

	private static final int MAX_SITES = 1000;

	private static final long SITE_BYTES = 250;

	private final Map<String, SampledSpan> bySite = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, SampledSpan> eldest) {
			return size() > MAX_SITES;
		}

	};

	synchronized void put(StackFrame site, SampledSpan span) {
		this.bySite.put(site.toString(), span);
	}

	/**
	 * The span of a site, named as {@link StackFrame} names itself, or {@code null}.
	 */
	synchronized @Nullable SampledSpan of(String site) {
		return this.bySite.get(site);
	}

	synchronized void clear() {
		this.bySite.clear();
	}

	synchronized long heldBytes() {
		return this.bySite.size() * SITE_BYTES;
	}

}
