package io.memprof.benchmarks.corpus.leaking;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * A distribution summary tagged with the path of the request, ids and all.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Load(perSecond = 400)
@Leaks(what = { "io\\.micrometer\\.core\\.instrument\\." }, where = { "SummaryPerPath\\b", "io\\.micrometer\\." },
		who = { "MeterRegistry", "meterMap", "MeterIdToMeterMap" })
public class SummaryPerPath implements Program {

	private final ObjectProvider<MeterRegistry> registry;

	SummaryPerPath(ObjectProvider<MeterRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public void serve(long millis) {
		DistributionSummary.builder("response.size")
			.tag("path", "/orders/" + System.nanoTime())
			.register(this.registry.getObject())
			.record(millis);
	}

}
