package io.memprof.benchmarks.corpus.leaking;

import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.beans.PropertyChangeSupport;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * A view adds itself to a model that outlives it, and nobody removes it when it closes.
 */
@Load(perSecond = 40, churn = 40)
@Leaks(what = "PropertyListeners\\$View\\b", who = { "PropertyChangeSupport", "PropertyListeners\\.model" })
public final class PropertyListeners implements Program {

	private final PropertyChangeSupport model = new PropertyChangeSupport(this);

	@Override
	public void serve(long millis) {
		View view = new View(new int[6_000]);
		this.model.addPropertyChangeListener(view);
		view.open(millis);
	}

	private record View(int[] pixels) implements PropertyChangeListener {

		void open(long millis) {
			this.pixels[(int) (millis % this.pixels.length)]++;
		}

		@Override
		public void propertyChange(PropertyChangeEvent event) {
			this.pixels[0]++;
		}

	}

}
