package io.memprof.history;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What readers see of the history.
 * <p>
 * Immutable.
 *
 * @param writtenAt when the report was last written, or {@code null}
 * @param failure why the last attempt failed, or {@code null} when it did not
 * @param writes that succeeded since the start
 * @param listing of the directory, as of the last write
 * @param comparison with a run before, or {@code null} when there is none
 */
record HistoryView(@Nullable Instant writtenAt, @Nullable String failure, long writes, RunDirectory.Listing listing,
		@Nullable Comparison comparison) {

	static final HistoryView WAITING = new HistoryView(null, null, 0, RunDirectory.Listing.NOTHING, null);

	HistoryView written(Instant at) {
		return new HistoryView(at, null, this.writes + 1, this.listing, this.comparison);
	}

	HistoryView failed(String failure) {
		return new HistoryView(this.writtenAt, failure, this.writes, this.listing, this.comparison);
	}

	HistoryView listing(RunDirectory.Listing listing) {
		return new HistoryView(this.writtenAt, this.failure, this.writes, listing, this.comparison);
	}

	HistoryView comparing(@Nullable Comparison comparison) {
		return new HistoryView(this.writtenAt, this.failure, this.writes, this.listing, comparison);
	}

}
