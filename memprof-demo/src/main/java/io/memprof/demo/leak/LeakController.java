package io.memprof.demo.leak;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Switches leaks while the shop is open: {@code POST /demo/leaks/listener} starts one,
 * {@code DELETE} is the fix.
 */
@RestController
@RequestMapping("/demo/leaks")
class LeakController {

	private final Leaks leaks;

	LeakController(Leaks leaks) {
		this.leaks = leaks;
	}

	@GetMapping
	List<LeakState> list() {
		return this.leaks.all().stream().map(LeakState::of).toList();
	}

	@PostMapping("/{name}")
	LeakState start(@PathVariable String name) {
		Leak leak = named(name);
		leak.start();
		return LeakState.of(leak);
	}

	@DeleteMapping("/{name}")
	LeakState stop(@PathVariable String name) {
		Leak leak = named(name);
		leak.stop();
		return LeakState.of(leak);
	}

	private Leak named(String name) {
		Leak leak = this.leaks.find(name);
		if (leak == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no leak '" + name + "', only "
					+ String.join(", ", this.leaks.all().stream().map(Leak::name).toList()) + ".");
		}
		return leak;
	}

	/**
	 * A leak as the API shows it.
	 *
	 * @param name how to switch it
	 * @param story what it is
	 * @param leaking whether it is on
	 * @param kept how many things it holds now
	 */
	record LeakState(String name, String story, boolean leaking, int kept) {

		static LeakState of(Leak leak) {
			return new LeakState(leak.name(), leak.story(), leak.leaking(), leak.kept());
		}

	}

}
