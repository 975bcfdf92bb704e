package io.memprof.snapshot;

import java.lang.management.MemoryUsage;
import java.util.Map;

import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;

/**
 * One notification of a collector: the part of it that is used here.
 *
 * @param beanName MXBean that sent it
 * @param action such as {@code end of minor GC}
 * @param cause such as {@code System.gc()}
 * @param before usage of each pool, by name
 * @param after usage of each pool, by name
 */
record GarbageCollection(String beanName, String action, String cause, Map<String, MemoryUsage> before,
		Map<String, MemoryUsage> after) {

	static GarbageCollection from(CompositeData notification) {
		GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from(notification);
		GcInfo sizes = info.getGcInfo();
		return new GarbageCollection(info.getGcName(), info.getGcAction(), info.getGcCause(),
				sizes.getMemoryUsageBeforeGc(), sizes.getMemoryUsageAfterGc());
	}

}
