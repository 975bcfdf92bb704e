package io.memprof.snapshot;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.util.Map;

import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * MXBeans that answer what a test says, and fail on any other question.
 */
final class FakeBeans {

	private FakeBeans() {
	}

	static <T> T bean(Class<T> type, Map<String, ?> answers) {
		return type.cast(Proxy.newProxyInstance(FakeBeans.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, args) -> {
					if (!answers.containsKey(method.getName())) {
						throw new UnsupportedOperationException(method.getName());
					}
					return answers.get(method.getName());
				}));
	}

	static MemoryPoolMXBean pool(String name, MemoryType type, long used, long committed) {
		return bean(MemoryPoolMXBean.class,
				Map.of("getName", name, "getType", type, "getUsage", usage(used, committed, -1)));
	}

	static MemoryUsage usage(long used) {
		return usage(used, used, -1);
	}

	static MemoryUsage usage(long used, long committed, long max) {
		return new MemoryUsage(0, used, committed, max);
	}

	/** A collector that counts its listeners. */
	static final class Collector extends NotificationBroadcasterSupport implements GarbageCollectorMXBean {

		private final String name;

		int listeners;

		Collector(String name) {
			this.name = name;
		}

		@Override
		public void addNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback) {
			super.addNotificationListener(listener, filter, handback);
			this.listeners++;
		}

		@Override
		public void removeNotificationListener(NotificationListener listener)
				throws javax.management.ListenerNotFoundException {
			super.removeNotificationListener(listener);
			this.listeners--;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public long getCollectionCount() {
			return 0;
		}

		@Override
		public long getCollectionTime() {
			return 0;
		}

		@Override
		public boolean isValid() {
			return true;
		}

		@Override
		public String[] getMemoryPoolNames() {
			return new String[0];
		}

		@Override
		public ObjectName getObjectName() {
			throw new UnsupportedOperationException();
		}

	}

}
