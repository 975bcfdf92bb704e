package io.memprof.telemetry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;

/**
 * A push as it came in.
 *
 * @param headers by name in lower case
 * @param body decoded
 */
record ReceivedPush(Map<String, String> headers, ExportMetricsServiceRequest body) {

	static ReceivedPush of(Map<String, String> headers, byte[] protobuf) {
		try {
			return new ReceivedPush(new TreeMap<>(headers), ExportMetricsServiceRequest.parseFrom(protobuf));
		}
		catch (InvalidProtocolBufferException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static byte[] gunzip(byte[] compressed) {
		try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
			return gzip.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<Metric> metrics() {
		return this.body.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
	}

	Metric metric(MemoryMeter meter) {
		List<Metric> found = metrics().stream().filter((each) -> each.getName().equals(meter.meterName())).toList();
		if (found.size() != 1) {
			throw new AssertionError(meter + " came " + found.size() + " times");
		}
		return found.get(0);
	}

	double sum(MemoryMeter meter, String label, String value) {
		return metric(meter).getSum()
			.getDataPointsList()
			.stream()
			.filter((point) -> value.equals(labels(point.getAttributesList()).get(label)))
			.mapToDouble((point) -> point.getAsDouble())
			.sum();
	}

	Map<String, String> resource() {
		return labels(this.body.getResourceMetrics(0).getResource().getAttributesList());
	}

	static Map<String, String> labels(List<KeyValue> attributes) {
		return attributes.stream()
			.collect(Collectors.toMap(KeyValue::getKey, (each) -> each.getValue().getStringValue()));
	}

}
