package io.memprof.profiles;

import java.io.IOException;
import java.nio.file.Path;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesPartialSuccess;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesData;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.resource.v1.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A profile as OTLP {@code v1development} has it.
 * <p>
 * jfr-converter writes neither a resource nor a scope, a time for each sample and the
 * name of its thread. Here the resource is added, a stack is told once with the sum of
 * its bytes, and threads are left out. The period that it writes is that of another
 * profiler; JFR's sampler has none.
 */
final class OtlpEncoder implements ProfileEncoder {

	private static final String PROTOBUF = "application/x-protobuf";

	private final ProfilesConfig.Service service;

	OtlpEncoder(ProfilesConfig.Service service) {
		this.service = service;
	}

	@Override
	public @Nullable EncodedProfile encode(Path recording, Window window) throws IOException {
		ProfilesData converted = ProfilesData.parseFrom(JfrConversion.toOtlp(recording, window));
		ScopeProfiles.Builder scope = ScopeProfiles.newBuilder()
			.setScope(InstrumentationScope.newBuilder().setName("io.memprof"));
		for (ResourceProfiles resource : converted.getResourceProfilesList()) {
			for (ScopeProfiles profiles : resource.getScopeProfilesList()) {
				profiles.getProfilesList()
					.stream()
					.filter((profile) -> profile.getSamplesCount() > 0)
					.forEach((profile) -> scope.addProfiles(summed(profile)));
			}
		}
		if (scope.getProfilesCount() == 0) {
			return null;
		}
		ExportProfilesServiceRequest request = ExportProfilesServiceRequest.newBuilder()
			.addResourceProfiles(ResourceProfiles.newBuilder().setResource(resource()).addScopeProfiles(scope))
			.setDictionary(withoutThreads(converted.getDictionary()))
			.build();
		return new EncodedProfile(request.toByteArray(), PROTOBUF, null);
	}

	/**
	 * An answer that cannot be read counts as a full success: its status has said so
	 * already.
	 */
	@Override
	public @Nullable String partialSuccess(byte[] answer) {
		try {
			ExportProfilesPartialSuccess partial = ExportProfilesServiceResponse.parseFrom(answer).getPartialSuccess();
			String message = partial.getErrorMessage();
			if (partial.getRejectedProfiles() == 0 && message.isEmpty()) {
				return null;
			}
			return "the collector rejected " + partial.getRejectedProfiles() + " profiles"
					+ (message.isEmpty() ? "" : ": " + message);
		}
		catch (InvalidProtocolBufferException ex) {
			return null;
		}
	}

	private static Profile summed(Profile profile) {
		Profile.Builder summed = profile.toBuilder().clearPeriod().clearSamples();
		for (Sample sample : profile.getSamplesList()) {
			long bytes = sample.getValuesList().stream().mapToLong(Long::longValue).sum();
			// without values each time stands for 1
			summed.addSamples(Sample.newBuilder()
				.setStackIndex(sample.getStackIndex())
				.addValues((sample.getValuesCount() > 0) ? bytes : sample.getTimestampsUnixNanoCount()));
		}
		return summed.build();
	}

	/** The first attribute is the empty one that the table must begin with. */
	private static ProfilesDictionary withoutThreads(ProfilesDictionary dictionary) {
		return dictionary.toBuilder().clearAttributeTable().addAttributeTable(dictionary.getAttributeTable(0)).build();
	}

	private Resource resource() {
		Resource.Builder resource = Resource.newBuilder()
			.addAttributes(attribute("service.name", this.service.name()))
			.addAttributes(attribute("service.instance.id", this.service.instanceId()));
		if (this.service.version() != null) {
			resource.addAttributes(attribute("service.version", this.service.version()));
		}
		return resource.build();
	}

	private static KeyValue attribute(String key, String value) {
		return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
	}

}
