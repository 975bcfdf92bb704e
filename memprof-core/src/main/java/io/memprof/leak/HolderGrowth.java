package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Follows the sizes of containers from search to search. What is found from a bean or a
 * static field is reachable, so a container that gets larger and larger is proof by
 * itself that objects accumulate, and of who holds them.
 * <p>
 * A place whose container lost most of what it had gained is emptied by its owner, as a
 * batch is: from then on only what clearly exceeds its old height counts. Places that
 * were found no more, as a container that is nearly empty is not, are forgotten after
 * {@value #MISSED} searches, and beyond {@value #MAX_PLACES} those missed longest. For
 * one thread.
 */
final class HolderGrowth {

	private static final int MISSED = 30;

	private static final int MAX_PLACES = 3_000;

	/** One batch is larger than another. */
	private static final double HIGHER = 1.5;

	/** Elements that a container must have gained to be worth a word. */
	private static final int LEAST_GROWTH = HolderSearch.LARGE;

	/** The same as a share of what it has. */
	private static final double LEAST_SHARE = 0.05;

	private List<Place> places = new ArrayList<>();

	/**
	 * Takes in a search.
	 */
	void update(Instant at, Holders holders) {
		Map<Object, List<Place>> byAnchor = new IdentityHashMap<>();
		for (Place place : this.places) {
			place.missed++;
			Object anchor = place.latest.anchor().get();
			if (anchor != null) {
				byAnchor.computeIfAbsent(anchor, (unseen) -> new ArrayList<>(1)).add(place);
			}
		}
		for (HeldContainer container : holders.containers()) {
			Object anchor = container.anchor().get();
			if (anchor != null) {
				placeOf(container, byAnchor.getOrDefault(anchor, List.of())).add(at, container);
			}
		}
		List<Place> kept = new ArrayList<>(this.places.size());
		for (Place place : this.places) {
			if (place.missed < MISSED && place.latest.anchor().get() != null) {
				kept.add(place);
			}
		}
		kept.sort(Comparator.comparingInt((Place place) -> place.missed));
		this.places = new ArrayList<>(kept.subList(0, Math.min(MAX_PLACES, kept.size())));
	}

	/**
	 * The containers that have grown throughout at least that time.
	 */
	List<Rising> rising(Instant now, Duration atLeast) {
		List<Rising> rising = new ArrayList<>();
		for (Place place : this.places) {
			FloorSeries.Trend trend = place.trend();
			if (trend != null && place.missed == 0 && place.watched(now).compareTo(atLeast) >= 0 && trend.rises()
					&& trend.growth() >= LEAST_GROWTH && trend.growth() >= LEAST_SHARE * place.latest.size()
					&& place.latest.size() > HIGHER * place.oldHeight) {
				rising.add(new Rising(place.latest, trend));
			}
		}
		return rising;
	}

	int size() {
		return this.places.size();
	}

	void clear() {
		this.places = new ArrayList<>();
	}

	private Place placeOf(HeldContainer container, List<Place> candidates) {
		for (Place place : candidates) {
			if (place.latest.field().equals(container.field())) {
				return place;
			}
		}
		Place place = new Place(container);
		this.places.add(place);
		return place;
	}

	/**
	 * A container that grows.
	 *
	 * @param container as the latest search found it
	 * @param trend of its size, elements per second
	 */
	record Rising(HeldContainer container, FloorSeries.Trend trend) {

		/** Gains of one leak differ by what comes in between two looks. */
		private static final double ALIKE = 0.2;

		/** As proof that what lies in it is held. */
		String inWords() {
			return String.format(Locale.ROOT,
					"a search found their container, which grew from %.0f to %.0f elements in %.0f s",
					this.trend.start(), this.trend.end(), this.trend.seconds());
		}

		boolean isOfSamePlace(Rising other) {
			return this.container.isSamePlaceAs(other.container);
		}

		/** Whether both are views of one leak. */
		boolean isOneLeakWith(Rising other) {
			double ratio = this.trend.growth() / other.trend.growth();
			boolean alike = ratio >= 1 - ALIKE && ratio <= 1 + ALIKE;
			boolean related = this.container.contents()
				.keySet()
				.stream()
				.anyMatch((name) -> !Internals.isJdk(name) && other.container.contents().containsKey(name))
					|| !Collections.disjoint(this.container.owners(), other.container.owners());
			return related && alike || this.container.point().key().equals(other.container.point().key());
		}

		double bytesPerSecond() {
			return this.trend.line().slope() * this.container.elementBytes();
		}

	}

	/** One place and the sizes seen there; every second one is dropped when full. */
	private static final class Place {

		private static final int POINTS = 32;

		private static final int SLOTS = 12;

		private HeldContainer latest;

		private final long[] millis = new long[POINTS];

		private final int[] sizes = new int[POINTS];

		private int count;

		private int missed;

		/** Size before it was emptied the last time. */
		private int oldHeight;

		Place(HeldContainer latest) {
			this.latest = latest;
		}

		void add(Instant at, HeldContainer container) {
			this.missed = 0;
			this.latest = container;
			int least = Arrays.stream(this.sizes, 0, this.count).min().orElse(container.size());
			int most = Arrays.stream(this.sizes, 0, this.count).max().orElse(container.size());
			if (most - container.size() > (most - least) / 2 && most - least >= LEAST_GROWTH) {
				this.oldHeight = Math.max(this.oldHeight, most);
				this.count = 0;
			}
			if (this.count == POINTS) {
				for (int i = 0; i < POINTS / 2; i++) {
					this.millis[i] = this.millis[2 * i];
					this.sizes[i] = this.sizes[2 * i];
				}
				this.count = POINTS / 2;
			}
			this.millis[this.count] = at.toEpochMilli();
			this.sizes[this.count++] = container.size();
		}

		Duration watched(Instant now) {
			return Duration.ofMillis((this.count > 0) ? now.toEpochMilli() - this.millis[0] : 0);
		}

		FloorSeries.@Nullable Trend trend() {
			if (this.count < 2) {
				return null;
			}
			double width = Math.max(1, (this.millis[this.count - 1] - this.millis[0] + 1) / (double) SLOTS);
			double[] floors = new double[SLOTS];
			Arrays.fill(floors, Double.NaN);
			for (int i = 0; i < this.count; i++) {
				int slot = (int) Math.min(SLOTS - 1, Math.max(0, (this.millis[i] - this.millis[0]) / width));
				floors[slot] = Double.isNaN(floors[slot]) ? this.sizes[i] : Math.min(floors[slot], this.sizes[i]);
			}
			return FloorSeries.Trend.of(Instant.ofEpochMilli(this.millis[0]), floors, width / 1000);
		}

	}

}
