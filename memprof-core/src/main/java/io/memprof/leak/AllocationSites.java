package io.memprof.leak;

import java.util.ArrayList;
import java.util.Collection;
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
 * and allocates much else on another path.
 */
final class AllocationSites {

	static final int MAX_SITES = 1_000;

	/** A stack whose only tie is the package says nothing. */
	private static final int LEAST_SCORE = 4;

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
			this.sites.computeIfAbsent(key, (unseen) -> new Site(className, stack)).samples++;
		}
	}

	/**
	 * The stack that most likely fills the container, innermost frame first; empty when
	 * none fits.
	 * @param element class that accumulates
	 * @param parts classes that its objects consist of
	 * @param owners classes whose fields lead to the container
	 */
	List<StackFrame> filling(String element, Collection<String> parts, Set<String> owners) {
		List<StackFrame> best = List.of();
		int bestScore = LEAST_SCORE - 1;
		int bestSamples = 0;
		for (Site site : copy()) {
			int score = score(site, element, parts, owners);
			if (score > bestScore || score == bestScore && site.samples > bestSamples) {
				best = site.stack;
				bestScore = score;
				bestSamples = site.samples;
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
		int score = site.className.equals(element) ? 8 : parts.contains(site.className) ? 1 : 0;
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

		private final List<StackFrame> stack;

		private int samples;

		Site(String className, List<StackFrame> stack) {
			this.className = className;
			this.stack = stack;
		}

	}

}
