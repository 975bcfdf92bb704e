package io.memprof.leak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.StackFrame;

/**
 * Stacks that were seen to allocate, by class and path of application code, so that the
 * site of what accumulates can be told where surviving objects cannot be sampled. Holds
 * the {@value #MAX_SITES} seen last. Safe for use by several threads.
 * <p>
 * An allocation sample does not tell whether the object survives. So the stack is chosen
 * that fits best: it allocates the class that accumulates, or runs through the code of
 * that class or of its holder. It may be wrong when one class both fills its container
 * and allocates much else on another path; fed with objects that survived, it is not.
 */
final class AllocationSites {

	static final int MAX_SITES = 1_000;

	/** A stack whose only tie is the package says nothing. */
	private static final int LEAST_SCORE = 4;

	/** A path that allocates between a quarter and four times of what is kept. */
	private static final double MOST_MISFIT = Math.log(4);

	/**
	 * As telling as allocating the class itself, which may be too small to be sampled.
	 */
	private static final int FITS = 6;

	private final ComponentNaming naming;

	private final Map<Key, Site> sites = new LinkedHashMap<>(64, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<Key, Site> eldest) {
			return size() > MAX_SITES;
		}
	};

	AllocationSites(ComponentNaming naming) {
		this.naming = naming;
	}

	/**
	 * Takes in one sampled allocation.
	 */
	void saw(String className, List<StackFrame> stack) {
		Key key = new Key(className, ApplicationPath.of(stack, this.naming).hashCode());
		synchronized (this.sites) {
			this.sites.computeIfAbsent(key, (unseen) -> new Site(className, key.path(), stack)).samples++;
		}
	}

	/**
	 * The stack that most likely fills the container, innermost frame first; empty when
	 * none fits.
	 * @param element class that accumulates
	 * @param parts classes that its objects consist of
	 * @param owners classes whose fields lead to the container
	 * @param share part of all bytes allocated that the container gains: a path that
	 * allocates about as much fits better, as one that allocates much more drops most of
	 * it; 0 when unknown
	 */
	List<StackFrame> filling(String element, Collection<String> parts, Set<String> owners, double share) {
		List<Site> all = copy();
		Map<Integer, Integer> byPath = new HashMap<>();
		all.forEach((site) -> byPath.merge(site.path, site.samples, Integer::sum));
		double samples = all.stream().mapToInt((site) -> site.samples).sum();
		List<StackFrame> best = List.of();
		int bestScore = LEAST_SCORE - 1;
		double bestMisfit = Double.MAX_VALUE;
		for (Site site : all) {
			int score = score(site, element, parts, owners);
			double seen = byPath.getOrDefault(site.path, 1) / samples;
			double misfit = (share > 0) ? Math.abs(Math.log(seen / share)) : -seen;
			score += (score >= LEAST_SCORE && share > 0 && misfit <= MOST_MISFIT) ? FITS : 0;
			if (score > bestScore || score == bestScore && misfit < bestMisfit) {
				best = site.stack;
				bestScore = score;
				bestMisfit = misfit;
			}
		}
		return best;
	}

	/**
	 * Classes of the application whose code was seen to run, without those that were
	 * being initialized.
	 */
	Set<String> applicationClasses() {
		Set<String> classes = new HashSet<>();
		Set<String> initializing = new HashSet<>();
		for (Site site : copy()) {
			for (StackFrame frame : site.stack) {
				if (this.naming.isApplication(frame.type())) {
					(frame.name().endsWith(".<clinit>") ? initializing : classes).add(frame.type());
				}
			}
		}
		classes.removeAll(initializing);
		return classes;
	}

	int size() {
		synchronized (this.sites) {
			return this.sites.size();
		}
	}

	void clear() {
		synchronized (this.sites) {
			this.sites.clear();
		}
	}

	private int score(Site site, String element, Collection<String> parts, Set<String> owners) {
		boolean ofElement = false;
		boolean ofOwner = false;
		boolean ofFamily = false;
		boolean ofApplication = false;
		for (StackFrame frame : site.stack) {
			String type = frame.type();
			if (OldObject.isOwn(type)) {
				return 0;
			}
			ofElement |= type.equals(element);
			ofOwner |= owners.contains(type);
			ofFamily |= outermost(type).equals(outermost(element));
			ofApplication |= this.naming.isApplication(type);
		}
		int score = site.className.equals(element) ? 6 : parts.contains(site.className) ? 1 : 0;
		boolean domain = !Internals.isJdk(element);
		score += (domain && ofElement) ? 4 : 0;
		score += (domain && ofFamily) ? 3 : 0;
		score += ofOwner ? 4 : 0;
		return score + (ofApplication ? 1 : 0);
	}

	private List<Site> copy() {
		synchronized (this.sites) {
			return new ArrayList<>(this.sites.values());
		}
	}

	private static String outermost(String className) {
		int dollar = className.indexOf('$');
		return (dollar > 0) ? className.substring(0, dollar) : className;
	}

	/** What is told apart: paths by hash, so a clash shows one stack for another. */
	private record Key(String className, int path) {
	}

	/** A stack and how often it was seen. */
	private static final class Site {

		private final String className;

		private final int path;

		private final List<StackFrame> stack;

		private int samples;

		Site(String className, int path, List<StackFrame> stack) {
			this.className = className;
			this.path = path;
			this.stack = stack;
		}

	}

}
