package io.memprof.allocation;

/**
 * Sizes of objects by class and site, from JFR's TLAB events.
 */
final class ObjectSizes {

}
