package io.memprof.demo.leak;

import java.util.Set;

class UnknownLeakException extends RuntimeException {

	private final String accepted;

	UnknownLeakException(String name, Set<String> accepted) {
		super("The property demo.leak is '" + name + "', and there is no leak of that name.");
		this.accepted = String.join(", ", accepted);
	}

	String accepted() {
		return this.accepted;
	}

}
