package io.memprof.benchmarks.corpus.leaking;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * A cache of forty tenants whose key class has no equals: it never hits.
 */
@Load(perSecond = 200)
@Leaks(what = "KeysWithoutEquals\\$(Settings|TenantKey)\\b", who = "KeysWithoutEquals\\.(byTenant)?")
public final class KeysWithoutEquals implements Program {

	private final Map<TenantKey, Settings> byTenant = new ConcurrentHashMap<>();

	@Override
	public void serve(long millis) {
		int tenant = ThreadLocalRandom.current().nextInt(40);
		this.byTenant.computeIfAbsent(new TenantKey(tenant), KeysWithoutEquals::load);
	}

	private static Settings load(TenantKey key) {
		return new Settings(key.tenant, Texts.ofLength(2_500), Texts.ofLength(2_500));
	}

	private static final class TenantKey {

		private final int tenant;

		TenantKey(int tenant) {
			this.tenant = tenant;
		}

	}

	private record Settings(int tenant, String theme, String rules) {
	}

}
