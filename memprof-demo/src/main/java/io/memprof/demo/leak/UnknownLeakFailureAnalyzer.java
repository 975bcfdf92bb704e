package io.memprof.demo.leak;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

class UnknownLeakFailureAnalyzer extends AbstractFailureAnalyzer<UnknownLeakException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownLeakException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Choose one or several, separated by commas: " + cause.accepted() + ".", cause);
	}

}
