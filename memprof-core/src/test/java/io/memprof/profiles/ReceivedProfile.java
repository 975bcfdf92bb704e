package io.memprof.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.Sample;

/**
 * An OTLP profile, decoded.
 */
record ReceivedProfile(ExportProfilesServiceRequest request) {

	static ReceivedProfile of(ProfileReceiver.Received push) throws InvalidProtocolBufferException {
		return new ReceivedProfile(ExportProfilesServiceRequest.parseFrom(push.body()));
	}

	Map<String, String> resource() {
		return this.request.getResourceProfiles(0)
			.getResource()
			.getAttributesList()
			.stream()
			.collect(Collectors.toMap(KeyValue::getKey, (each) -> each.getValue().getStringValue()));
	}

	List<Profile> profiles() {
		return this.request.getResourceProfiles(0).getScopeProfiles(0).getProfilesList();
	}

	ProfilesDictionary dictionary() {
		return this.request.getDictionary();
	}

	String string(int index) {
		return dictionary().getStringTable(index);
	}

	/** Names of frames, innermost first. */
	List<String> stack(Sample sample) {
		List<String> names = new ArrayList<>();
		for (int index : dictionary().getStackTable(sample.getStackIndex()).getLocationIndicesList()) {
			Location location = dictionary().getLocationTable(index);
			int function = location.getLines(0).getFunctionIndex();
			names.add(string(dictionary().getFunctionTable(function).getNameStrindex()));
		}
		return names;
	}

	long bytes(String type, String method) {
		return profiles().stream()
			.flatMap((profile) -> profile.getSamplesList().stream())
			.filter((sample) -> stack(sample).get(0).equals(type) && stack(sample).contains(method))
			.mapToLong((sample) -> sample.getValues(0))
			.sum();
	}

}
