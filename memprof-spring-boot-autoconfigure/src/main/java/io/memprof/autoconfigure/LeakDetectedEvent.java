package io.memprof.autoconfigure;

import io.memprof.leak.LeakInfo;

/**
 * Application event: a leak is reported as an alarm for the first time. Published on
 * memprof's own thread, so a listener that takes long delays the next tick; use
 * {@code @Async} for such work.
 *
 * @param leak what leaks, where it was allocated and who holds it
 */
public record LeakDetectedEvent(LeakInfo leak) {
}
