package io.memprof.leak;

/**
 * Which memory a leak fills.
 */
public enum LeakKind {

	HEAP, METASPACE, DIRECT, THREADS, NATIVE

}
