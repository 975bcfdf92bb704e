package io.memprof.profiles;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.memprof.telemetry.ExportState;
import io.memprof.telemetry.LogLines;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesPartialSuccess;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.profiles.v1development.Profile;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class AllocationProfilesTests {

	private static final String ITEMS = "io.memprof.profiles.Allocations$Item[]";

	private final LogLines log = new LogLines();

	private ProfileReceiver receiver;

	private AllocationProfiles profiles;

	@BeforeEach
	void listen() throws Exception {
		this.receiver = new ProfileReceiver();
	}

	@AfterEach
	void stop() {
		if (this.profiles != null) {
			this.profiles.close();
		}
		this.receiver.close();
		this.log.close();
	}

	@Test
	void aProfileNamesTypesAndMethodsThatAllocate() throws Exception {
		ReceivedProfile profile = ReceivedProfile.of(pushTo("/v1development/profiles"));

		assertThat(profile.bytes(ITEMS, Allocations.METHOD)).isBetween(20L << 20, 200L << 20);
		assertThat(this.receiver.last().uri().getPath()).isEqualTo("/v1development/profiles");
		assertThat(this.receiver.last().headers()).contains(entry("Content-Type", "application/x-protobuf"),
				entry("Content-Encoding", "gzip"), entry("User-Agent", "memprof"));
	}

	@Test
	void aProfileIsOfAServiceAndInBytes() throws Exception {
		ReceivedProfile received = ReceivedProfile.of(pushTo("/v1development/profiles"));

		assertThat(received.resource()).containsOnly(entry("service.name", "shop"), entry("service.version", "1.2.3"),
				entry("service.instance.id", "instance-1"));
		assertThat(received.profiles()).isNotEmpty().allSatisfy((profile) -> {
			assertThat(received.string(profile.getSampleType().getUnitStrindex())).isEqualTo("bytes");
			assertThat(received.string(profile.getSampleType().getTypeStrindex())).isEqualTo("allocations");
			assertThat(profile.getTimeUnixNano()).isPositive();
			assertThat(profile.getPeriod()).isZero();
		});
	}

	@Test
	void aStackIsToldOnceAndWithoutItsThreads() throws Exception {
		ReceivedProfile received = ReceivedProfile.of(pushTo("/v1development/profiles"));

		for (Profile profile : received.profiles()) {
			assertThat(profile.getSamplesList()).allSatisfy((sample) -> {
				assertThat(sample.getValuesList()).singleElement();
				assertThat(sample.getTimestampsUnixNanoList()).isEmpty();
				assertThat(sample.getAttributeIndicesList()).isEmpty();
			}).extracting((sample) -> sample.getStackIndex()).doesNotHaveDuplicates();
		}
		assertThat(received.request().toString()).doesNotContain(Thread.currentThread().getName() + " tid");
		assertThat(received.dictionary().getAttributeTableList()).singleElement();
	}

	@Test
	void noOtherEventOfTheRecordingLeaves() throws Exception {
		System.setProperty("memprof.test.secret", "s3cret-value");
		try (Recording everything = new Recording()) {
			everything.enable("jdk.InitialSystemProperty");
			everything.enable("jdk.InitialEnvironmentVariable");
			everything.start();

			assertThat(new String(pushTo("/v1development/profiles").body())).doesNotContain("s3cret-value");
			this.profiles.close();
			assertThat(new String(pushTo("/ingest").body())).doesNotContain("s3cret-value");
		}
		finally {
			System.clearProperty("memprof.test.secret");
		}
	}

	@Test
	void eachProfileCoversItsOwnTime() throws Exception {
		pushTo("/v1development/profiles");
		this.profiles.pushNow();
		this.profiles.pushNow();

		long first = ReceivedProfile.of(this.receiver.pushes.get(0)).bytes(ITEMS, Allocations.METHOD);
		assertThat(first).isPositive();
		for (ProfileReceiver.Received later : this.receiver.pushes.subList(1, this.receiver.pushes.size())) {
			assertThat(ReceivedProfile.of(later).bytes(ITEMS, Allocations.METHOD)).isZero();
		}
	}

	@Test
	void whatAThreadAllocatedBeforeIsNotItsFirstSample() throws Exception {
		Allocations.allocate(400 << 20);
		CountDownLatch go = new CountDownLatch(1);
		Thread veteran = new Thread(() -> {
			try {
				Allocations.allocate(400 << 20);
				go.await();
				Allocations.allocate(50 << 20);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		veteran.start();
		while (veteran.getState() != Thread.State.WAITING) {
			Thread.sleep(10);
		}
		this.profiles = new AllocationProfiles(Allocations.to(this.receiver.endpoint("/v1development/profiles")));
		this.profiles.start(Duration.ZERO);
		this.profiles.pushNow();
		go.countDown();
		veteran.join();
		this.profiles.pushNow();

		assertThat(ReceivedProfile.of(this.receiver.last()).bytes(ITEMS, Allocations.METHOD)).isBetween(10L << 20,
				120L << 20);
	}

	@Test
	void pyroscopeIsToldWhoAndWhenInTheQuery() throws Exception {
		ProfileReceiver.Received push = pushTo("/ingest");

		assertThat(push.uri().getPath()).isEqualTo("/ingest");
		assertThat(push.uri().getQuery()).startsWith("name=shop{service_instance_id=instance-1,service_version=1.2.3}")
			.contains("&format=pprof")
			.containsPattern("&from=\\d{10}&until=\\d{10}&");
		assertThat(push.headers()).doesNotContainKey("Content-Encoding");
	}

	@Test
	void pprofHasTheNamesThatPyroscopeKnows() throws Exception {
		UnknownFieldSet pprof = UnknownFieldSet.parseFrom(pushTo("/ingest").body());

		List<String> strings = pprof.getField(6)
			.getLengthDelimitedList()
			.stream()
			.map(ByteString::toStringUtf8)
			.toList();
		assertThat(strings).contains(ITEMS, Allocations.METHOD);
		assertThat(valueType(strings, pprof, 1)).isEqualTo("alloc_space/bytes");
		assertThat(valueType(strings, pprof, 11)).isEqualTo("space/bytes");
	}

	@Test
	void namesThatWouldEndTheQueryAreMadePlain() throws Exception {
		ProfilesConfig config = Allocations.to(this.receiver.endpoint("/ingest"));
		this.profiles = new AllocationProfiles(new ProfilesConfig(config.endpoint(), config.format(), config.interval(),
				config.timeout(), config.headers(), config.samplesPerSecond(),
				new ProfilesConfig.Service("my shop{a=b}&x", null, "i,1")));
		push();

		assertThat(this.receiver.last().uri().getRawQuery())
			.startsWith("name=my_shop_a_b__x%7Bservice_instance_id%3Di_1%7D&from=");
	}

	@Test
	void nothingRemainsOnDiskOrRunning() throws Exception {
		List<Path> before = temporaryFiles();
		pushTo("/v1development/profiles");
		this.profiles.close();

		assertThat(temporaryFiles()).isEqualTo(before);
		assertThat(FlightRecorder.getFlightRecorder().getRecordings())
			.noneMatch((recording) -> recording.getName().equals("memprof profile"));
		awaitNoThread();
	}

	@Test
	void startsAgain() throws Exception {
		pushTo("/v1development/profiles");
		this.profiles.stop();
		this.profiles.stop();
		push();

		assertThat(this.receiver.pushes).hasSize(2);
	}

	@Test
	void oneLineSaysThatProfilesArrive() throws Exception {
		pushTo("/v1development/profiles");
		this.profiles.pushNow();

		assertThat(this.log.all()).singleElement()
			.asString()
			.startsWith("INFO memprof profiles reach http://localhost:")
			.endsWith("/v1development/profiles over OTLP/HTTP, every 3600 s");
		assertThat(this.profiles.status().state()).isEqualTo(ExportState.OK);
		assertThat(this.profiles.status().lastPushBytes()).isPositive();
	}

	@Test
	void whatTheCollectorDroppedIsInTheStatus() throws Exception {
		this.receiver.answer = ExportProfilesServiceResponse.newBuilder()
			.setPartialSuccess(
					ExportProfilesPartialSuccess.newBuilder().setRejectedProfiles(1).setErrorMessage("too many"))
			.build()
			.toByteArray();
		pushTo("/v1development/profiles");

		assertThat(this.profiles.status().partialSuccess()).isEqualTo("the collector rejected 1 profiles: too many");
	}

	@Test
	void pyroscopesAnswerIsNotReadAsOtlp() throws Exception {
		this.receiver.answer = ExportProfilesServiceResponse.newBuilder()
			.setPartialSuccess(ExportProfilesPartialSuccess.newBuilder().setErrorMessage("not mine"))
			.build()
			.toByteArray();
		pushTo("/ingest");

		assertThat(this.profiles.status().partialSuccess()).isNull();
	}

	@Test
	void oneLineSaysThatProfilesAreRefusedAndOneThatTheyAreNot() throws Exception {
		this.receiver.status = 503;
		pushTo("/v1development/profiles");
		Allocations.allocate(20 << 20);
		this.profiles.pushNow();
		this.receiver.status = 200;
		Allocations.allocate(20 << 20);
		this.profiles.pushNow();

		assertThat(this.log.all()).hasSize(2);
		assertThat(this.log.all().get(0)).startsWith("WARN memprof profiles do not reach")
			.contains("it answered HTTP 503")
			.contains("loses the profiles meanwhile");
		assertThat(this.log.all().get(1)).startsWith("INFO").contains("again, after 2 failed pushes; those are lost");
	}

	@Test
	void aCollectorWithoutTheGateIsExplained() throws Exception {
		this.receiver.status = 404;
		pushTo("/v1development/profiles");

		assertThat(this.profiles.status().lastError())
			.contains("nothing takes profiles under /v1development/profiles: give it the feature gate "
					+ "service.profilesSupport")
			.contains("memprof.profiles.endpoint");
	}

	@Test
	void refusedConnectionIsAFailureLikeAnother() throws Exception {
		this.receiver.close();
		pushTo("/v1development/profiles", false);

		assertThat(this.profiles.status().state()).isEqualTo(ExportState.FAILING);
		assertThat(this.profiles.status().lastError()).contains("connection refused")
			.contains("start a collector there or correct memprof.profiles.endpoint");
	}

	@Test
	void valueOfAHeaderIsSentAndNeverShown() throws Exception {
		this.receiver.status = 401;
		this.receiver.answer = "who is s3cret".getBytes();
		this.profiles = new AllocationProfiles(Allocations.to(this.receiver.endpoint("/v1development/profiles"),
				Duration.ofSeconds(20), Map.of("X-Scope-OrgID", "s3cret")));
		push();

		assertThat(this.receiver.last().headers()).containsEntry("X-Scope-OrgID", "s3cret");
		assertThat(this.profiles.status().toString()).doesNotContain("s3cret").contains("who is ***");
		assertThat(this.log.all().toString()).doesNotContain("s3cret");
	}

	@Test
	void stopsAtOnceAlthoughTheCollectorHangs() throws Exception {
		this.receiver.mayAnswer = new CountDownLatch(1);
		this.profiles = new AllocationProfiles(Allocations.to(this.receiver.endpoint("/v1development/profiles")));
		this.profiles.start(Duration.ZERO);
		this.profiles.pushNow();
		Allocations.allocate(20 << 20);
		Thread pushing = new Thread(this.profiles::pushNow);
		pushing.start();
		while (this.receiver.pushes.isEmpty()) {
			Thread.sleep(10);
		}

		long start = System.nanoTime();
		this.profiles.stop();

		awaitNoThread();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		pushing.join();
	}

	@Test
	void withoutFlightRecorderTheReasonIsTold() throws Exception {
		this.profiles = profiles(() -> {
			throw new NoProfileException("nothing can be recorded", "this JVM has no JDK Flight Recorder");
		}, new OtlpEncoder(Allocations.SERVICE));
		push();
		this.profiles.pushNow();

		assertThat(this.profiles.status().lastError()).contains("this JVM has no JDK Flight Recorder");
		assertThat(this.log.all()).singleElement().asString().startsWith("WARN");
		assertThat(this.receiver.pushes).isEmpty();
	}

	@Test
	void aConverterThatFailsLeavesNoFileBehind() throws Exception {
		List<Path> before = temporaryFiles();
		this.profiles = profiles(RecordingSource.ofThisJvm(1000), (file, window) -> {
			assertThat(file).isNotEmptyFile();
			throw new NoClassDefFoundError("one/convert/JfrToOtlp");
		});
		push();

		assertThat(temporaryFiles()).isEqualTo(before);
		assertThat(this.profiles.status().lastError()).contains("NoClassDefFoundError: one/convert/JfrToOtlp")
			.contains("tools.profiler:jfr-converter 4.5");
	}

	@Test
	void largeObjectsAreNotCountedTwice() throws Exception {
		try (Recording other = new Recording()) {
			other.enable("jdk.ObjectAllocationInNewTLAB");
			other.start();
			ReceivedProfile profile = ReceivedProfile.of(pushTo("/v1development/profiles"));
			assertThat(profile.bytes(ITEMS, Allocations.METHOD)).isBetween(20L << 20, 200L << 20);
		}
		try (Recording other = new Recording()) {
			other.enable("jdk.ObjectAllocationOutsideTLAB");
			other.start();
			Allocations.allocate(20 << 20);
			this.profiles.pushNow();
			assertThat(this.profiles.status().lastError()).contains("jdk.ObjectAllocationOutsideTLAB");
		}
	}

	@Test
	void eventsByWhichMemprofLearnsSizesAreNoSamples() throws Exception {
		try (Recording sizes = new Recording()) {
			sizes.enable("jdk.ObjectAllocationInNewTLAB").withoutStackTrace();
			sizes.enable("jdk.ObjectAllocationOutsideTLAB").withoutStackTrace();
			sizes.start();
			ReceivedProfile profile = ReceivedProfile.of(pushTo("/v1development/profiles"));

			assertThat(profile.bytes(ITEMS, Allocations.METHOD)).isPositive();
			assertThat(profile.profiles()).allSatisfy((each) -> assertThat(each.getSamplesList())
				.allSatisfy((sample) -> assertThat(profile.stack(sample)).hasSizeGreaterThan(1)));
		}
	}

	private ProfileReceiver.Received pushTo(String path) throws Exception {
		pushTo(path, true);
		return this.receiver.last();
	}

	private void pushTo(String path, boolean arrives) throws Exception {
		this.profiles = new AllocationProfiles(Allocations.to(this.receiver.endpoint(path)));
		push();
		assertThat(this.receiver.pushes.isEmpty()).isEqualTo(!arrives);
	}

	private void push() throws InterruptedException {
		this.profiles.start(Duration.ZERO);
		this.profiles.pushNow();
		Allocations.allocate(100 << 20);
		this.profiles.pushNow();
	}

	private AllocationProfiles profiles(RecordingSource recordings, ProfileEncoder encoder) {
		return new AllocationProfiles(Allocations.to(this.receiver.endpoint("/v1development/profiles")), null,
				recordings, encoder, Clock.systemUTC());
	}

	private static String valueType(List<String> strings, UnknownFieldSet pprof, int field) throws Exception {
		UnknownFieldSet type = UnknownFieldSet.parseFrom(pprof.getField(field).getLengthDelimitedList().get(0));
		return strings.get(type.getField(1).getVarintList().get(0).intValue()) + "/"
				+ strings.get(type.getField(2).getVarintList().get(0).intValue());
	}

	private static List<Path> temporaryFiles() throws Exception {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().startsWith("memprof-profile"))
				.sorted()
				.toList();
		}
	}

	private static void awaitNoThread() throws InterruptedException {
		for (int i = 0; i < 500 && isThreadThere(); i++) {
			Thread.sleep(10);
		}
		assertThat(isThreadThere()).isFalse();
	}

	private static boolean isThreadThere() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals("memprof-profiles"));
	}

}
