package io.memprof.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;

/**
 * The packages of the application, below which its components are found.
 */
final class BasePackages {

	private BasePackages() {
	}

	/**
	 * Those of {@code @SpringBootApplication}, or none.
	 */
	static List<String> of(BeanFactory beanFactory) {
		return AutoConfigurationPackages.has(beanFactory) ? AutoConfigurationPackages.get(beanFactory) : List.of();
	}

}
