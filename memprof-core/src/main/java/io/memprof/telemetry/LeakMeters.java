package io.memprof.telemetry;

import java.util.HashMap;
import java.util.Map;

import io.memprof.leak.Growth;
import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakStatus;

/**
 * The meters that are fed from each leak analysis.
 * <p>
 * For one thread.
 */
final class LeakMeters {

	private final SessionMeters meters;

	private final BoundedLabel components;

	private final Map<String, ComponentLeaks> byComponent = new HashMap<>();

	private final ComponentLeaks process;

	private final SeenLeaks seen = new SeenLeaks();

	LeakMeters(SessionMeters meters, BoundedLabel components) {
		this.meters = meters;
		this.components = components;
		this.process = of(MemoryMeter.PROCESS);
	}

	/**
	 * Announces a component that may leak one day.
	 */
	void expect(String component) {
		of(component);
	}

	void update(LeakAnalysis analysis) {
		for (LeakInfo leak : analysis.potentialLeaks()) {
			if (leak.status() != LeakStatus.GONE) {
				count(leak);
			}
		}
		Growth growth = analysis.growth();
		double mbPerHour = (growth != null) ? growth.mbPerHour() : 0;
		this.process.publishGrowth(Double.isFinite(mbPerHour) ? mbPerHour : 0);
		for (ComponentLeaks leaks : this.byComponent.values()) {
			if (leaks != this.process) {
				leaks.publishGrowth();
			}
		}
	}

	void endSession() {
		this.seen.clear();
		this.byComponent.values().forEach(ComponentLeaks::endSession);
	}

	private void count(LeakInfo leak) {
		SeenLeaks.Seen before = this.seen.of(leak);
		of(leak.component()).add(leak, before.firstAt(leak.severity()), before.newAllocations(leak.allocationCount()));
	}

	private ComponentLeaks of(String component) {
		String label = this.components.of(component);
		ComponentLeaks known = this.byComponent.get(label);
		if (known != null) {
			return known;
		}
		ComponentLeaks created = new ComponentLeaks(this.meters, label);
		this.byComponent.put(label, created);
		return created;
	}

}
