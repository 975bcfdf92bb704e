package io.memprof.profiles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import org.jspecify.annotations.Nullable;

/**
 * A profile as Pyroscope's {@code /ingest} takes it: pprof, and who sent it in the query.
 * <p>
 * Pyroscope would read JFR too, but chunks of JFR hold whatever else is recorded, such as
 * environment variables and system properties; of pprof every field is known. The profile
 * is named {@code memory:alloc_space:bytes:space:bytes}: Pyroscope takes the first word
 * from the type of the value and wants a type of period, which jfr-converter leaves out.
 * <p>
 * The body is compressed here, since Pyroscope looks at its first bytes and not at
 * {@code Content-Encoding}.
 */
final class PyroscopeEncoder implements ProfileEncoder {

	private static final String BINARY = "binary/octet-stream";

	/** Numbers of pprof's fields. */
	private static final int SAMPLE = 2;

	private static final int STRING_TABLE = 6;

	private static final int PERIOD_TYPE = 11;

	private static final int PERIOD = 12;

	private final ProfilesConfig.Service service;

	PyroscopeEncoder(ProfilesConfig.Service service) {
		this.service = service;
	}

	@Override
	public @Nullable EncodedProfile encode(Path recording, Window window) throws IOException {
		UnknownFieldSet profile = UnknownFieldSet.parseFrom(JfrConversion.toPprof(recording, window));
		if (!profile.hasField(SAMPLE)) {
			return null;
		}
		return new EncodedProfile(gzip(withPeriodType(profile).toByteArray()), BINARY, query(window));
	}

	private String query(Window window) {
		StringBuilder name = new StringBuilder(plain(this.service.name())).append("{service_instance_id=")
			.append(plain(this.service.instanceId()));
		if (this.service.version() != null) {
			name.append(",service_version=").append(plain(this.service.version()));
		}
		return "name=" + URLEncoder.encode(name.append('}').toString(), StandardCharsets.UTF_8) + "&from="
				+ window.from().getEpochSecond() + "&until=" + window.until().getEpochSecond()
				+ "&format=pprof&spyName=memprof";
	}

	/** Other characters would end the name or the label, or are refused. */
	private static String plain(String text) {
		return text.replaceAll("[^A-Za-z0-9._/-]", "_");
	}

	private static UnknownFieldSet withPeriodType(UnknownFieldSet profile) {
		List<ByteString> strings = profile.getField(STRING_TABLE).getLengthDelimitedList();
		UnknownFieldSet type = UnknownFieldSet.newBuilder()
			.addField(1, Field.newBuilder().addVarint(strings.size()).build())
			.addField(2, Field.newBuilder().addVarint(strings.indexOf(ByteString.copyFromUtf8("bytes"))).build())
			.build();
		return profile.toBuilder()
			.mergeField(STRING_TABLE, Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("space")).build())
			.addField(PERIOD_TYPE, Field.newBuilder().addLengthDelimited(type.toByteString()).build())
			.addField(PERIOD, Field.newBuilder().addVarint(1).build())
			.build();
	}

	private static byte[] gzip(byte[] data) throws IOException {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(data.length / 4 + 64);
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(data);
		}
		return compressed.toByteArray();
	}

}
