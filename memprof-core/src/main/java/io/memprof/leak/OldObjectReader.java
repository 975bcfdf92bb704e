package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.memprof.allocation.FrameReader;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code jdk.OldObjectSample} events. Confined to the thread that delivers them.
 */
final class OldObjectReader {

	private static final int MAX_LINKS = 400;

	private static final String CLASS_DESCRIPTION = "Class Name: ";

	private final FrameReader frames = new FrameReader();

	/**
	 * The object of an event.
	 * @param emittedAt when the event was emitted: the object is as old then as event
	 * time and time of allocation lie apart
	 */
	OldObject read(RecordedEvent event, Instant emittedAt) {
		Duration age = Duration.between(event.getInstant("allocationTime"), event.getStartTime());
		RecordedThread thread = event.getThread();
		RecordedObject object = event.getValue("object");
		return new OldObject(emittedAt.minus(age), (thread != null) ? thread.getId() : -1, className(object),
				event.getInt("arrayElements"), this.frames.frames(event.getStackTrace()),
				chain(object, event.getValue("root")));
	}

	private static @Nullable ReferenceChain chain(@Nullable RecordedObject object, @Nullable RecordedObject root) {
		if (object == null || object.getValue("referrer") == null) {
			return null;
		}
		List<ReferenceChain.Link> links = new ArrayList<>();
		links.add(link(object, ""));
		RecordedObject referrer = object.getValue("referrer");
		while (referrer != null && links.size() < MAX_LINKS) {
			RecordedObject holder = referrer.getValue("object");
			if (holder == null) {
				break;
			}
			links.add(link(holder, reference(referrer, className(holder), links.get(links.size() - 1).className())));
			referrer = holder.getValue("referrer");
		}
		Collections.reverse(links);
		return new ReferenceChain(root(root), links);
	}

	private static ReferenceChain.Link link(RecordedObject object, String reference) {
		String className = className(object);
		String described = object.getString("description");
		String detail = (described != null) ? ThreadNames.shownIn(described) : "";
		boolean isClass = className.equals("java.lang.Class") && detail.startsWith(CLASS_DESCRIPTION);
		return new ReferenceChain.Link(
				isClass ? detail.substring(CLASS_DESCRIPTION.length()).replace('/', '.') : className, isClass,
				reference, object.getLong("address"), isClass ? "" : detail);
	}

	private static String reference(RecordedObject referrer, String owner, String target) {
		RecordedObject field = referrer.getValue("field");
		if (field != null && field.getString("name") != null) {
			return InstanceFields.named(owner, field.getString("name"), target);
		}
		RecordedObject array = referrer.getValue("array");
		return (array != null) ? "[" + array.getInt("index") + "]" : "?";
	}

	private static String root(@Nullable RecordedObject root) {
		if (root == null) {
			return "unknown";
		}
		String described = root.getString("description");
		String kind = root.getString("system") + ": " + root.getString("type");
		return (described != null) ? kind + ", " + ThreadNames.shownIn(described) : kind;
	}

	private static String className(@Nullable RecordedObject object) {
		RecordedClass type = (object != null) ? object.getValue("type") : null;
		return FrameReader.className(type);
	}

}
